package dev.innerloop.supervisor;

import java.io.IOException;
import java.net.ProtocolException;

/** Why something failed, in a message of bounded length that is never empty. */
final class Failures {

  private static final int MAX_LENGTH = 1000;

  private Failures() {}

  static String message(Throwable e) {
    // Of other types, the message alone may be no more than the name of a file.
    boolean isSentence =
        e.getMessage() != null
            && (e.getClass() == IOException.class
                || e.getClass() == ProtocolException.class
                || e.getClass() == IllegalArgumentException.class);
    String message = isSentence ? e.getMessage() : e.toString();
    return message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) + "..." : message;
  }
}
