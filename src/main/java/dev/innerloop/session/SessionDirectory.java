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

/** A temporary folder that goes with its session. */
record SessionDirectory(Path path, Consumer<Event> events) implements Closeable {

  /**
   * Makes it.
   *
   * @throws Problem if that cannot be
   */
  static SessionDirectory create(Consumer<Event> events) {
    try {
      return new SessionDirectory(Files.createTempDirectory("dev-session-"), events);
    } catch (IOException e) {
      throw new Problem(
          "No temporary folder can be made: " + e.getMessage(),
          "Free some space, or name another place: -Djava.io.tmpdir=FOLDER",
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
      events.accept(new Event.Notice("A temporary folder is left: " + path));
    }
  }
}
