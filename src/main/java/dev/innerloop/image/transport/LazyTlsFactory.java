package dev.innerloop.image.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Supplier;
import org.apache.http.HttpHost;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS that is initialized by the first TLS connection: reading the JVM's CA certificates takes a
 * quarter of a second, and registries of local clusters use plain HTTP.
 */
final class LazyTlsFactory implements LayeredConnectionSocketFactory {

  private final Supplier<SSLConnectionSocketFactory> create;

  @GuardedBy("this")
  private @Nullable SSLConnectionSocketFactory factory;

  LazyTlsFactory(Supplier<SSLConnectionSocketFactory> create) {
    this.create = create;
  }

  private synchronized SSLConnectionSocketFactory tls() {
    if (factory == null) {
      factory = create.get();
    }
    return factory;
  }

  @Override
  public Socket createSocket(HttpContext context) throws IOException {
    return tls().createSocket(context);
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
    return tls().connectSocket(timeout, socket, host, remote, local, context);
  }

  @Override
  public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context)
      throws IOException {
    return tls().createLayeredSocket(socket, target, port, context);
  }
}
