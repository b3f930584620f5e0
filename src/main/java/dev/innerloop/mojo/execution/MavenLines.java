package dev.innerloop.mojo.execution;

import dev.innerloop.event.Level;
import dev.innerloop.ui.Lines;
import dev.innerloop.ui.ReplicaName;
import org.apache.maven.plugin.logging.Log;

/** Writes the console's lines to Maven's log. */
public record MavenLines(Log log, TerminalColors colors) implements Lines {

  @Override
  public void line(Level level, String line) {
    switch (level) {
      case INFO -> log.info(line);
      case WARNING -> log.warn(line);
      case ERROR -> log.error(line);
    }
  }

  @Override
  public void output(Level level, ReplicaName replica, String line) {
    line(level, colors.replica(replica.number(), replica.text() + " |") + " " + line);
  }

  @Override
  public void difference(String line) {
    log.info(colors.difference(line));
  }
}
