package dev.innerloop.wire;

/** The line in the log of a replica that its app has exited, for those who read only that log. */
public final class AppExit {

  /** How the line begins. */
  public static final String LINE = "[dev] the app ended with exit code ";

  /** Of SIGKILL, which the kernel sends to a process that exceeds a limit of memory. */
  public static final int KILLED = 137;

  private AppExit() {}

  public static String line(int code) {
    return LINE
        + code
        + (code == KILLED
            ? "; a session starts it again"
            : "; it starts again with the next update");
  }
}
