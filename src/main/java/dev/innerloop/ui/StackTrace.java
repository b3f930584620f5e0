package dev.innerloop.ui;

import dev.innerloop.event.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a stack trace that one replica logs, as far as they are known. */
final class StackTrace {

  private static final Pattern FIRST =
      Pattern.compile(
          "^(?:Exception in thread \"[^\"]*\" )?(?:[\\w$]+\\.)+[\\w$]*(?:Exception|Error|Throwable)"
              + "(?::.*)?$");

  private static final Pattern NEXT =
      Pattern.compile(
          "^\\s+at [\\w$./<>@-]+\\(.*\\).*"
              + "|^\\s*(?:Caused by|Suppressed): .*"
              + "|^\\s+\\.\\.\\. \\d+ (?:more|common frames omitted)\\s*$");

  /** Below that, a reference to an equal one would not be shorter. */
  private static final int WORTH_A_REFERENCE = 3;

  /** What differs from process to process: addresses of hidden classes and of objects. */
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]+|@[0-9a-f]{5,}");

  private final List<Line> lines = new ArrayList<>();

  record Line(Level level, String text) {}

  /** Whether a line begins a stack trace, whatever is before it. */
  static boolean begins(String line) {
    return FIRST.matcher(line).matches();
  }

  /** Whether a line can only be inside a stack trace. */
  static boolean continues(String line) {
    return NEXT.matcher(line).matches();
  }

  void add(Level level, String text) {
    lines.add(new Line(level, text));
  }

  List<Line> lines() {
    return lines;
  }

  boolean isWorthAReference() {
    return lines.size() >= WORTH_A_REFERENCE;
  }

  /** Equal for equal stack traces of different processes. */
  List<String> content() {
    return lines.stream().map(line -> ADDRESS.matcher(line.text()).replaceAll("")).toList();
  }
}
