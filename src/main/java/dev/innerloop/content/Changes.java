package dev.innerloop.content;

import dev.innerloop.project.Module;
import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;

/**
 * Watches what a session depends on: sources, resources, output folders and POMs of its modules.
 *
 * <p>Folders may come, go and come back. Lost events are made up for by hints for everything.
 */
public final class Changes implements Closeable {

  /**
   * How long to wait for what.
   *
   * @param stable a saved file that did not change over this time is complete
   * @param quiet foreign writes into an output folder ended this long ago; also how long a source
   *     has to be missing to count as deleted, since editors replace files by deleting them first
   * @param longest after this time, a folder that is never quiet is told of all the same
   * @param poll between looks at POMs and at folders that come and go
   */
  public record Timing(Duration stable, Duration quiet, Duration longest, Duration poll) {

    public static final Timing DEFAULT =
        new Timing(
            Duration.ofMillis(15),
            Duration.ofMillis(150),
            Duration.ofSeconds(2),
            Duration.ofMillis(250));
  }

  /**
   * Starts watching; what changes after this returns is told.
   *
   * @return ends it when closed; nothing is told afterwards
   */
  public static Changes watch(Collection<Module> modules, Timing timing, ChangeListener listener) {
    return new Changes();
  }

  private Changes() {}

  @Override
  public void close() {}
}
