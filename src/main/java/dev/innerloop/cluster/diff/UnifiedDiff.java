package dev.innerloop.cluster.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmI;
import com.github.difflib.algorithm.myers.MyersDiff;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The unified diff of two YAML documents; each hunk header shows the path of its field. */
final class UnifiedDiff {

  private static final int CONTEXT = 3;
  private static final int MOST_LINES = 4_000;
  private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@");
  private static final Pattern INDENT = Pattern.compile(" *(?:- )*");
  private static final Pattern KEY = Pattern.compile(" *(?:- )*([^\\s:-][^:]*):(?: .*)?");

  private UnifiedDiff() {}

  /** Without the two header lines; empty if the documents are equal. */
  static List<String> of(List<String> before, List<String> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return whole(before, after);
    }
    Patch<String> patch = DiffUtils.diff(before, after, algorithm(before.size() + after.size()));
    List<String> lines = new ArrayList<>();
    UnifiedDiffUtils.generateUnifiedDiff("before", "after", before, patch, CONTEXT).stream()
        .skip(2)
        .forEach(line -> lines.add(withField(line, before)));
    return lines;
  }

  /**
   * The standard algorithm gives better hunks, but its memory grows with the square of the
   * differing lines.
   */
  private static DiffAlgorithmI<String> algorithm(int lines) {
    return lines <= MOST_LINES ? new MyersDiff<>() : new MyersDiffWithLinearSpace<>();
  }

  private static List<String> whole(List<String> before, List<String> after) {
    List<String> lines = new ArrayList<>();
    before.forEach(line -> lines.add("-" + line));
    after.forEach(line -> lines.add("+" + line));
    return lines;
  }

  private static String withField(String line, List<String> before) {
    Matcher hunk = HUNK.matcher(line);
    if (!hunk.matches()) {
      return line;
    }
    String field = fieldAt(before, Integer.parseInt(hunk.group(1)) - 1);
    return field.isEmpty() ? line : line + " " + field;
  }

  /** The path of the field that a line belongs to, such as {@code spec.template.spec}. */
  private static String fieldAt(List<String> yaml, int line) {
    Deque<String> path = new ArrayDeque<>();
    int indent = indent(yaml.get(line));
    for (int i = line - 1; i >= 0 && indent > 0; i--) {
      Matcher key = KEY.matcher(yaml.get(i));
      if (key.matches() && indent(yaml.get(i)) < indent) {
        indent = indent(yaml.get(i));
        path.addFirst(key.group(1));
      }
    }
    return String.join(".", path);
  }

  /** Items of a list belong to the key at their left. */
  private static int indent(String line) {
    Matcher indent = INDENT.matcher(line);
    return indent.lookingAt() ? indent.end() : 0;
  }
}
