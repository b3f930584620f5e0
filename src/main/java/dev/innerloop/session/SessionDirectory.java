package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A temporary directory that is deleted when its session ends. */
record SessionDirectory(Path path, Consumer<Event> events) implements Closeable {

  /**
   * Creates it.
   *
   * @throws Problem if it cannot be created
   */
  static SessionDirectory create(Consumer<Event> events) {
    try {
      return new SessionDirectory(Files.createTempDirectory("dev-session-"), events);
    } catch (IOException e) {
      throw new Problem(
          "No temporary directory can be created: " + e.getMessage(),
          "Free some disk space, or set another directory: -Djava.io.tmpdir=DIRECTORY",
          e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      events.accept(Event.Notice.warning("The temporary directory cannot be deleted: " + path));
    }
  }
}
