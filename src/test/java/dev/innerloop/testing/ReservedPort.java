package dev.innerloop.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback interface for a server that has to be told its port before it starts. No
 * other process is assigned it until this is closed.
 *
 * <p>On Linux a server may listen on a port that another socket is bound to, as long as that socket
 * does not listen and both set SO_REUSEADDR, as servers of Java and Go do. Elsewhere the port is
 * only one that was free.
 */
public final class ReservedPort implements Closeable {

  private final Socket holder;
  private final int number;

  public ReservedPort() {
    try {
      holder = new Socket();
      holder.setReuseAddress(true);
      holder.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      number = holder.getLocalPort();
      if (!System.getProperty("os.name").equals("Linux")) {
        holder.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int number() {
    return number;
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
