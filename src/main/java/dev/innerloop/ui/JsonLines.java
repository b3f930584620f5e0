package dev.innerloop.ui;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes each event as a line of JSON, for programs: {@code schema}, {@code time}, {@code event},
 * and the event's own fields. The schema's number changes when the meaning of a field changes or a
 * field is removed; new fields and events may be added at any time.
 */
public final class JsonLines implements Consumer<Event>, Closeable {

  private static final int SCHEMA = 2;

  private final JsonMapper json =
      JsonMapper.builder().enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE).build();

  @GuardedBy("this")
  private final BufferedWriter out;

  private final Clock clock;

  private JsonLines(BufferedWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /**
   * Starts a new file, replacing an existing one.
   *
   * @throws Problem if the file cannot be written
   */
  public static JsonLines to(Path file, Clock clock) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      return new JsonLines(Files.newBufferedWriter(file), clock);
    } catch (IOException e) {
      throw new Problem(
          "dev.events cannot be written: " + file + " (" + e.getMessage() + ")",
          "Set a writable file, for example -Ddev.events=target/dev/events.jsonl",
          e);
    }
  }

  @Override
  public synchronized void accept(Event event) {
    ObjectNode line = json.createObjectNode();
    line.put("schema", SCHEMA);
    line.put("time", clock.instant().toString());
    line.put("event", nameOf(event));
    ObjectNode fields = json.valueToTree(event);
    line.setAll(fields);
    try {
      out.write(json.writeValueAsString(line));
      out.write('\n');
      out.flush(); // so that other processes can read along
    } catch (IOException e) {
      throw new UncheckedIOException("dev.events cannot be written any more", e);
    }
  }

  /** {@code SessionStarted} is {@code session-started}. */
  private static String nameOf(Event event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
