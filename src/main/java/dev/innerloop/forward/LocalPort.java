package dev.innerloop.forward;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.OptionalInt;

/**
 * A port of this machine to listen on.
 *
 * @param number the port, or the first one to try
 * @param exact whether it has to be that one
 * @param choice how the user chooses another one, with %d for its number
 */
public record LocalPort(int number, boolean exact, String choice) {

  private static final int TRIES = 100;

  /**
   * That one, or none.
   *
   * @param parameter by which the user may choose another one
   */
  public static LocalPort exactly(int number, String parameter) {
    return new LocalPort(number, true, "-D" + parameter + "=%d");
  }

  /**
   * That one, or the next free one.
   *
   * @param parameter by which the user may choose another one
   */
  public static LocalPort from(int number, String parameter) {
    return new LocalPort(number, false, "-D" + parameter + "=%d");
  }

  /** The port that the user requested; if empty, the usual one, else the next free one. */
  public static LocalPort requested(OptionalInt requested, int usual, String choice) {
    return new LocalPort(requested.orElse(usual), requested.isPresent(), choice);
  }

  /**
   * Starts to listen there, on loopback.
   *
   * @throws Problem if that cannot be
   */
  public ServerSocket listen() {
    return exact ? exactly() : next();
  }

  private ServerSocket exactly() {
    try {
      return LoopbackServer.listen(number);
    } catch (IOException e) {
      throw new Problem(
          "The local port "
              + number
              + " cannot be used: "
              + e.getMessage()
              + ". Perhaps another session, or an app started from an IDE, holds it.",
          "End what holds it, or choose another one: " + choice.formatted(number + 1),
          e);
    }
  }

  private ServerSocket next() {
    for (int port = number; port <= Math.min(number + TRIES, 65535); port++) {
      try {
        return LoopbackServer.listen(port);
      } catch (IOException taken) {
        // The next one may be free.
      }
    }
    try {
      return LoopbackServer.listen(0);
    } catch (IOException e) {
      throw new Problem(
          "No local port can be opened: " + e.getMessage() + ".",
          "Free one, or choose one yourself: " + choice.replace("%d", "PORT"),
          e);
    }
  }
}
