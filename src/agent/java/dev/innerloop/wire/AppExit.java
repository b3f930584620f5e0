package dev.innerloop.wire;

/** The line in the log of a replica that its app has exited, for those who read only that log. */
public final class AppExit {

  /** How the line begins. */
  public static final String LINE = "[dev] the app ended with exit code ";

  private AppExit() {}

  public static String line(int code) {
    return LINE + code + "; it starts again with the next update";
  }
}
