package dev.innerloop.local;

import dev.innerloop.io.Loopback;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * A replica on this machine's loopback interface.
 *
 * @param start how many supervisors were started before it: one that replaces another is another
 *     replica, even if it gets the same port
 */
record LocalReplica(String name, int start, int supervisorPort) implements Replica {

  private static final int CONNECT_MILLIS = 5_000;

  @Override
  public boolean sharesFiles() {
    return true;
  }

  @Override
  public ReplicaConnection connect(int port) throws IOException {
    try {
      return connect(Loopback.ipv4(), port);
    } catch (ConnectException refused) {
      try {
        return connect(Loopback.ipv6(), port); // where an app may listen instead
      } catch (IOException e) {
        throw refused;
      }
    }
  }

  private static ReplicaConnection connect(InetAddress address, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      return new SocketConnection(socket, socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private record SocketConnection(Socket socket, InputStream input, OutputStream output)
      implements ReplicaConnection {

    @Override
    public boolean isOver() {
      try {
        socket.setSoTimeout(1);
        int unused = input.read();
        return true; // its exit, or an unsolicited message
      } catch (SocketTimeoutException e) {
        return !restored();
      } catch (IOException e) {
        return true;
      }
    }

    private boolean restored() {
      try {
        socket.setSoTimeout(0);
        return true;
      } catch (SocketException e) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
