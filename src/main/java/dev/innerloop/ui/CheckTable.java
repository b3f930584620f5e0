package dev.innerloop.ui;

import dev.innerloop.event.Event;
import dev.innerloop.event.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The results of checks as a table: state, topic, result, with the remedy below. */
final class CheckTable {

  private static final String ROW = "%-11s  %-10s  %s";

  private CheckTable() {}

  static Level level(Event.Checked checked) {
    return switch (checked.state()) {
      case "problem" -> Level.ERROR;
      case "warning" -> Level.WARNING;
      default -> Level.INFO;
    };
  }

  static List<String> lines(Event.Checked checked) {
    List<String> cells = new ArrayList<>();
    String app = checked.app().isEmpty() ? "" : checked.app() + ": ";
    checked.message().lines().forEach(cells::add);
    cells.set(0, app + cells.get(0));
    remedy(checked).forEach(cells::add);
    List<String> rows = new ArrayList<>();
    for (String cell : cells) {
      rows.add(
          rows.isEmpty()
              ? ROW.formatted(checked.state(), checked.check(), cell)
              : ROW.formatted("", "", cell));
    }
    return rows;
  }

  private static Stream<String> remedy(Event.Checked checked) {
    List<String> lines = checked.remedy().lines().filter(line -> !line.isBlank()).toList();
    return Stream.concat(
        lines.stream().limit(1).map(line -> "fix: " + line),
        lines.stream().skip(1).map(line -> "     " + line));
  }

  static String line(Event.ChecksCompleted completed) {
    int checks =
        completed.ok() + completed.warnings() + completed.problems() + completed.unchecked();
    List<String> parts = new ArrayList<>();
    parts.add(completed.ok() + " ok");
    if (completed.warnings() > 0) {
      parts.add(counted(completed.warnings(), "warning"));
    }
    if (completed.problems() > 0) {
      parts.add(counted(completed.problems(), "problem"));
    }
    if (completed.unchecked() > 0) {
      parts.add(completed.unchecked() + " not checked");
    }
    return counted(checks, "check") + ": " + String.join(", ", parts);
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
