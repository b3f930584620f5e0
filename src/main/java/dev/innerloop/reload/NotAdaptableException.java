package dev.innerloop.reload;

/** The JVM cannot be given a form of a class that it accepts in place of the running one. */
final class NotAdaptableException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * @param reason in words that follow the strategy: {@code field added in Owner}
   */
  NotAdaptableException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
