package dev.innerloop.launcher;

/** What is left of an app that was to end, so that its JVM has to end, too. */
public final class LeftOver {

  private final String reason;
  private final boolean endsByItself;

  LeftOver(String reason, boolean endsByItself) {
    this.reason = reason;
    this.endsByItself = endsByItself;
  }

  public String reason() {
    return reason;
  }

  /** Whether it would have ended a little later, so that it says nothing about the next time. */
  public boolean endsByItself() {
    return endsByItself;
  }
}
