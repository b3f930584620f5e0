package dev.innerloop.ui;

import dev.innerloop.event.Level;
import java.util.List;

/** Writes down lines: those of warnings and errors begin with W and E. */
record RecordedLines(List<String> all) implements Lines {

  @Override
  public void line(Level level, String line) {
    all.add(letter(level) + line);
  }

  @Override
  public void output(Level level, ReplicaName replica, String line) {
    all.add(letter(level) + replica.text() + " | " + line);
  }

  @Override
  public void difference(String line) {
    all.add(line);
  }

  private static String letter(Level level) {
    return switch (level) {
      case INFO -> "";
      case WARNING -> "W ";
      case ERROR -> "E ";
    };
  }
}
