package dev.innerloop.supervisor;

import java.io.PrintStream;

/** Our own few lines among those of the app. */
final class Console {

  private final PrintStream out;

  Console(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    line("[dev] " + line);
  }

  /** A line that has our prefix already. */
  void line(String line) {
    out.println(line);
    out.flush();
  }
}
