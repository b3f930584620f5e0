package dev.innerloop.mojo.output;

import dev.innerloop.ui.Console;
import org.apache.maven.plugin.logging.Log;

/** Writes the console's lines to Maven's log. */
public record MavenLines(Log log, Colour colour) implements Console.Lines {

  @Override
  public void info(String line) {
    log.info(line);
  }

  @Override
  public void warn(String line) {
    log.warn(line);
  }

  @Override
  public void error(String line) {
    log.error(line);
  }

  @Override
  public void output(String line) {
    log.info("| " + line);
  }

  @Override
  public void difference(String line) {
    log.info(colour.difference(line));
  }
}
