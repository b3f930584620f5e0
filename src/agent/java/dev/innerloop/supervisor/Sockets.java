package dev.innerloop.supervisor;

import java.io.Closeable;
import java.io.IOException;

/** Closing a connection that may be broken already. */
final class Sockets {

  private Sockets() {}

  static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is gone either way.
      return;
    }
  }
}
