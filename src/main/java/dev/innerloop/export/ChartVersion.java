package dev.innerloop.export;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts the version of a project to a semantic version for a chart. */
final class ChartVersion {

  private static final Pattern NUMBERS = Pattern.compile("\\d+(?:\\.\\d+){0,2}(?![\\d])");

  private ChartVersion() {}

  /** {@code 1.0-SNAPSHOT} is {@code 1.0.0-SNAPSHOT}. */
  static String of(String project) {
    Matcher matcher = NUMBERS.matcher(project);
    String numbers = matcher.lookingAt() ? matcher.group() : "";
    List<String> parts = new ArrayList<>();
    for (String number : numbers.isEmpty() ? new String[0] : numbers.split("\\.")) {
      parts.add(withoutZeros(number));
    }
    while (parts.size() < 3) {
      parts.add("0");
    }
    List<String> qualifiers = new ArrayList<>();
    for (String part : project.substring(numbers.length()).split("[^0-9A-Za-z]+")) {
      if (!part.isEmpty()) {
        qualifiers.add(part.matches("\\d+") ? withoutZeros(part) : part);
      }
    }
    return String.join(".", parts)
        + (qualifiers.isEmpty() ? "" : "-" + String.join(".", qualifiers));
  }

  private static String withoutZeros(String number) {
    return number.replaceFirst("^0+(?=\\d)", "");
  }
}
