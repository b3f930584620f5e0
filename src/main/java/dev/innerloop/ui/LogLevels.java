package dev.innerloop.ui;

import dev.innerloop.event.Level;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes the levels of the lines that one replica logs, by the usual patterns of Logback, Log4j
 * 2, java.util.logging, Quarkus and SLF4J Simple, and in JSON. A stack trace has the level of the
 * line before it, or is an error if that has none. What is not recognized is {@link Level#INFO}.
 * Not thread-safe.
 */
final class LogLevels {

  private static final String WORD = "(TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|SEVERE)";

  private static final Pattern COLOR = Pattern.compile("\u001b\\[[\\d;]*m");

  /** The level is a word of its own behind the time, or behind the thread in brackets. */
  private static final Pattern LINE =
      Pattern.compile(
          "^(?:\\d{4}[-./]\\d{2}[-./]\\d{2}[T ])?" // date
              + "\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})?\\s+" // time
              + "(?:\\[[^\\]]*\\]\\s+)?" // thread
              + "\\[?"
              + WORD
              + "\\b.*");

  private static final Pattern THREAD_FIRST =
      Pattern.compile("^\\[[^\\]]+\\]\\s+" + WORD + "\\s+\\S.*");

  /** The second line of java.util.logging's format, and the JVM's own warnings. */
  private static final Pattern JAVA_LOGGING = Pattern.compile("^(SEVERE|WARNING): .*");

  private static final Pattern JSON =
      Pattern.compile("^\\{.*\"(?:log\\.)?level\"\\s*:\\s*\"" + WORD + "\".*");

  private static final Pattern UNCAUGHT = Pattern.compile("^Exception in thread \"[^\"]*\" .*");

  /** Of the last line that had one; empty after a line without. */
  private Optional<Level> last = Optional.empty();

  Level of(String line) {
    String text = COLOR.matcher(line).replaceAll("");
    Optional<Level> own = recognize(text);
    if (own.isPresent()) {
      last = own;
      return own.get();
    }
    if (StackTrace.begins(text) || StackTrace.continues(text)) {
      last = Optional.of(last.orElse(Level.ERROR));
      return last.get();
    }
    if (text.isBlank()) {
      return last.orElse(Level.INFO);
    }
    last = Optional.empty();
    return Level.INFO;
  }

  private static Optional<Level> recognize(String text) {
    if (UNCAUGHT.matcher(text).matches()) {
      return Optional.of(Level.ERROR);
    }
    for (Pattern pattern : new Pattern[] {LINE, THREAD_FIRST, JAVA_LOGGING, JSON}) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.matches()) {
        return Optional.of(
            switch (matcher.group(1)) {
              case "WARN", "WARNING" -> Level.WARNING;
              case "ERROR", "FATAL", "SEVERE" -> Level.ERROR;
              default -> Level.INFO;
            });
      }
    }
    return Optional.empty();
  }
}
