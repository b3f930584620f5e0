package dev.innerloop.image.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.http.HttpHost;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Sockets that never connect. */
final class NoSocketFactory implements ConnectionSocketFactory {

  @Override
  public Socket createSocket(HttpContext context) {
    return new Socket();
  }

  @Override
  public Socket connectSocket(
      int timeout,
      Socket socket,
      HttpHost host,
      InetSocketAddress remote,
      @Nullable InetSocketAddress local,
      HttpContext context)
      throws IOException {
    socket.close();
    throw new IOException("nothing is sent to " + host);
  }
}
