package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.io.TemporaryDirectory;
import dev.innerloop.problem.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A temporary directory that is deleted when its session ends. */
record SessionDirectory(TemporaryDirectory directory, Consumer<Event> events) implements Closeable {

  /**
   * Creates it, and deletes what sessions have left that were killed.
   *
   * @throws Problem if it cannot be created
   */
  static SessionDirectory create(Consumer<Event> events) {
    try {
      for (Path kept : TemporaryDirectory.deleteLeftOver()) {
        events.accept(
            Event.Notice.warning(
                "The temporary directory of a session that was killed cannot be deleted: " + kept));
      }
      return new SessionDirectory(TemporaryDirectory.create("session-"), events);
    } catch (IOException e) {
      throw new Problem(
          "No temporary directory can be created: " + e.getMessage(),
          "Free some disk space, or set another directory: -Djava.io.tmpdir=DIRECTORY",
          e);
    }
  }

  Path path() {
    return directory.path();
  }

  @Override
  public void close() {
    try {
      directory.close();
    } catch (IOException e) {
      events.accept(Event.Notice.warning("The temporary directory cannot be deleted: " + path()));
    }
  }
}
