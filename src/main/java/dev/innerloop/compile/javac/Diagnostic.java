package dev.innerloop.compile.javac;

import java.util.Locale;
import java.util.Optional;

/**
 * One message of the compiler or of an annotation processor.
 *
 * @param position empty if the message is not about a particular source
 * @param message without position; may have several lines
 */
public record Diagnostic(Severity severity, Optional<Position> position, String message) {

  /** The severity. */
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

  /** {@code path/File.java:line:col: error: message}, which terminals and IDEs can link. */
  @Override
  public String toString() {
    String text = severity.name().toLowerCase(Locale.ROOT) + ": " + message;
    return position.map(at -> at + ": " + text).orElse(text);
  }
}
