package dev.innerloop.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The result of a program.
 *
 * @param output the last lines of its output, or all if the whole was requested
 * @param errors the same of its standard error
 */
public record ProgramResult(int exitCode, List<String> output, List<String> errors) {

  private static final int TIMED_OUT = -1;

  private static final Pattern COLORS = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");

  public ProgramResult {
    output = List.copyOf(output);
    errors = List.copyOf(errors);
  }

  static ProgramResult timedOut(Duration timeout) {
    return new ProgramResult(
        TIMED_OUT, List.of(), List.of("no answer within " + timeout.toSeconds() + " s"));
  }

  public boolean hasTimedOut() {
    return exitCode == TIMED_OUT;
  }

  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * The last line: of standard error if there is any; the exit code of a program without output.
   */
  public String lastLine() {
    List<String> last = lastLines(1);
    return last.isEmpty() ? "exit code " + exitCode : last.get(0);
  }

  /** The last lines: of standard error if there are any. */
  public List<String> lastLines(int count) {
    List<String> lines = plain(errors);
    if (lines.isEmpty()) {
      lines = plain(output);
    }
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  private static List<String> plain(List<String> lines) {
    List<String> plain = new ArrayList<>();
    for (String line : lines) {
      String text = COLORS.matcher(line).replaceAll("").strip();
      if (!text.isEmpty()) {
        plain.add(text);
      }
    }
    return plain;
  }
}
