package dev.innerloop.agent;

import java.util.function.IntConsumer;

/**
 * What woven code calls. Its state is static as bytecode of others reaches nothing else; it is
 * compiled without line numbers, so that debuggers step over it, and alone, so it knows only the
 * JDK.
 */
public final class MethodHit {

  /** Not volatile: a method that is called a million times a second reads it as often. */
  static boolean recording;

  static volatile IntConsumer onRun = number -> {};
  static volatile IntConsumer onInitialisation = number -> {};

  private MethodHit() {}

  /** At the start of each method. */
  public static void here(int number) {
    if (recording) {
      onRun.accept(number);
    }
  }

  /** At the start of each static initialiser. It runs only once, so it matters at any time. */
  public static void initialised(int number) {
    onInitialisation.accept(number);
  }
}
