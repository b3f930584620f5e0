package dev.innerloop.forward;

import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A replica whose ports are this machine's. */
final class DirectReplica implements Replica {

  @Override
  public String name() {
    return "app";
  }

  @Override
  public int supervisorPort() {
    return 1;
  }

  @Override
  public ReplicaConnection connect(int port) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    return new ReplicaConnection() {
      @Override
      public InputStream input() {
        return in;
      }

      @Override
      public OutputStream output() {
        return out;
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }
}
