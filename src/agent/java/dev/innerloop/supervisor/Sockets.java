package dev.innerloop.supervisor;

import java.io.IOException;
import java.net.Socket;

/** Closing a socket that may be broken already. */
final class Sockets {

  private Sockets() {}

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
      return;
    }
  }
}
