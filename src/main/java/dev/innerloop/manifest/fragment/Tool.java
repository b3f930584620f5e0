package dev.innerloop.manifest.fragment;

import java.io.IOException;
import java.util.List;

/** Runs external programs. */
interface Tool {

  /**
   * The result of a program.
   *
   * @param out standard output
   * @param err standard error
   */
  record Result(int code, String out, String err) {}

  /**
   * Runs a program until it exits.
   *
   * @throws IOException if there is no such program
   */
  Result run(List<String> command) throws IOException, InterruptedException;
}
