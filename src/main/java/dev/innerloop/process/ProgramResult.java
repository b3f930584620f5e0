package dev.innerloop.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The result of a program.
 *
 * @param output the last lines of its output
 * @param errors the last lines of its standard error
 */
public record ProgramResult(int exitCode, List<String> output, List<String> errors) {

  static final int UNANSWERED = -1;

  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");

  public ProgramResult {
    output = List.copyOf(output);
    errors = List.copyOf(errors);
  }

  public boolean succeeded() {
    return exitCode == 0;
  }

  /** The last output in one line. */
  public String words() {
    List<String> last = lastLines(1);
    return last.isEmpty() ? "exit code " + exitCode : last.get(0);
  }

  /** The last lines: of standard error if there are any. */
  public List<String> lastLines(int count) {
    List<String> lines = said(errors);
    if (lines.isEmpty()) {
      lines = said(output);
    }
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  private static List<String> said(List<String> lines) {
    List<String> said = new ArrayList<>();
    for (String line : lines) {
      String plain = COLOURS.matcher(line).replaceAll("").strip();
      if (!plain.isEmpty()) {
        said.add(plain);
      }
    }
    return said;
  }
}
