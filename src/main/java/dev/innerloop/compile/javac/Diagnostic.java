package dev.innerloop.compile.javac;

import java.util.Locale;
import java.util.Optional;

/**
 * One message of the compiler or of an annotation processor.
 *
 * @param position nothing if the message is about no source in particular
 * @param message without position; may have several lines
 */
public record Diagnostic(Severity severity, Optional<Position> position, String message) {

  /** How bad it is. */
  public enum Severity {
    ERROR,
    WARNING,
    NOTE
  }

  /**
   * A place in a source.
   *
   * @param file relative to the root of the reactor, with slashes
   * @param line from 1, 0 if unknown
   * @param column from 1, 0 if unknown
   */
  public record Position(String file, long line, long column) {

    @Override
    public String toString() {
      return line == 0 ? file : file + ":" + line + (column == 0 ? "" : ":" + column);
    }
  }

  /** {@code path/File.java:line:col: error: message}, as terminals and IDEs make a link of it. */
  @Override
  public String toString() {
    String text = severity.name().toLowerCase(Locale.ROOT) + ": " + message;
    return position.map(at -> at + ": " + text).orElse(text);
  }
}
