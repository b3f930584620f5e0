package dev.innerloop.manifest.fragment;

import java.io.IOException;
import java.util.List;

/** Programs of this machine. */
interface Tool {

  /**
   * What became of a program.
   *
   * @param out its standard output
   * @param err its standard error
   */
  record Result(int code, String out, String err) {}

  /**
   * Runs one to its end.
   *
   * @throws IOException if there is no such program
   */
  Result run(List<String> command) throws IOException, InterruptedException;
}
