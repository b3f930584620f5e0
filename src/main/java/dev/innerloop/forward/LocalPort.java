package dev.innerloop.forward;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;

/** Takes ports of this machine's loopback. */
final class LocalPort {

  private static final int TRIES = 100;

  private LocalPort() {}

  /**
   * Starts to listen.
   *
   * @param wanted the port to take; if empty, the usual one, else the next free one
   * @param parameter how the user chooses another one, up to the number
   * @throws Problem if the port that the user asked for is taken
   */
  static ServerSocket listen(OptionalInt wanted, int usual, String parameter) {
    return wanted.isPresent() ? exactly(wanted.getAsInt(), parameter) : from(usual, parameter);
  }

  private static ServerSocket exactly(int port, String parameter) {
    try {
      return bind(port);
    } catch (IOException e) {
      throw new Problem(
          "The local port "
              + port
              + " cannot be used: "
              + e.getMessage()
              + ". Perhaps another session, or an app started from an IDE, holds it.",
          "End what holds it, or choose another one: " + parameter.formatted(port + 1),
          e);
    }
  }

  private static ServerSocket from(int first, String parameter) {
    for (int port = first; port <= Math.min(first + TRIES, 65535); port++) {
      try {
        return bind(port);
      } catch (IOException taken) {
        // The next one may be free.
      }
    }
    try {
      return bind(0);
    } catch (IOException e) {
      throw new Problem(
          "No local port can be opened: " + e.getMessage() + ".",
          "Free one, or choose one yourself: " + parameter.replace("%d", "PORT"),
          e);
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      // An IPv4 address by number: "localhost" may also mean ::1, which another one may hold.
      server.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 128);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }
}
