package dev.innerloop.supervisor;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.FileSystemException;

/** Why something failed, in a message of bounded length that is never empty. */
final class Failures {

  private static final int MAX_LENGTH = 1000;

  private Failures() {}

  static String message(Throwable e) {
    String own = e.getMessage();
    // Of other types, or of a file, the message alone may be no more than a name.
    boolean isSentence =
        own != null
            && !own.isEmpty()
            && (e.getClass() == IOException.class
                || e instanceof ProtocolException
                || e.getClass() == IllegalArgumentException.class);
    String message = isSentence ? own : named(e);
    return message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) + "..." : message;
  }

  private static String named(Throwable e) {
    return e instanceof FileSystemException
        ? e.getClass().getSimpleName() + ": " + e.getMessage()
        : String.valueOf(e);
  }
}
