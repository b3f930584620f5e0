package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a session writes to {@code dev.events}; the only place that knows the fields' names. */
final class Events {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final int skipped;
  private final BooleanSupplier writerLives;

  private Events(Path file, int skipped, BooleanSupplier writerLives) {
    this.file = file;
    this.skipped = skipped;
    this.writerLives = writerLives;
  }

  static Events in(Path file, BooleanSupplier writerLives) {
    return new Events(file, 0, writerLives);
  }

  /** Those to come: what is there already is left out. */
  Events fromNow() {
    return new Events(file, skipped + all().size(), writerLives);
  }

  List<Event> all() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      String text = Files.readString(file);
      // The last line may be half written.
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .skip(skipped)
          .map(Events::parse)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  List<Event> all(Predicate<Event> predicate) {
    return all().stream().filter(predicate).toList();
  }

  /** Waits for an event, and gives up as soon as the writer has ended without it. */
  Event await(String what, Duration atMost, Predicate<Event> wanted) {
    return Await.value(
        atMost,
        () -> "no event \"" + what + "\" among " + all(),
        () -> {
          boolean lives = writerLives.getAsBoolean();
          Optional<Event> found = all().stream().filter(wanted).findFirst();
          if (found.isEmpty() && !lives) {
            throw new Await.Abandoned("Maven ended without event \"" + what + "\": " + all());
          }
          return found;
        });
  }

  Event awaitReady(Duration atMost) {
    return await("ready", atMost, event -> event.is("ready"));
  }

  /** Waits for an update with this reload strategy. */
  Event awaitUpdate(String strategy, Duration atMost) {
    return await(
        "update " + strategy,
        atMost,
        event -> event.is("update") && event.text("strategy").equals(strategy));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Event parse(String line) {
    try {
      return new Event(JSON.readTree(line));
    } catch (JacksonException e) {
      throw new AssertionError("Not JSON: " + line, e);
    }
  }

  /** One event. */
  record Event(JsonNode json) {

    boolean is(String name) {
      return json.path("event").asString().equals(name);
    }

    /** A replica came into this state, such as {@code crashed}. */
    boolean isReplica(String state) {
      return is("replica-changed") && text("state").equals(state);
    }

    /** The sources do not compile. */
    boolean isCompilationFailure() {
      return is("compilation-failed");
    }

    /** Something of the project cannot be built. */
    boolean isFailure() {
      return isCompilationFailure() || is("notice") && text("level").equals("error");
    }

    String text(String field) {
      return json.path(field).asString();
    }

    String url() {
      return text("url");
    }

    /** Of readiness: since the goal began, without Maven's own start. */
    long ownMillis() {
      return json.path("millis").asLong();
    }

    /** Of an update: from the save to the last replica that serves it. */
    long totalMillis() {
      return json.path("millis").path("total").asLong(-1);
    }

    /** Of an update: the milliseconds of each phase, by its name. */
    Map<String, Long> phases() {
      Map<String, Long> phases = new TreeMap<>();
      json.path("millis")
          .properties()
          .forEach(it -> phases.put(it.getKey(), it.getValue().asLong()));
      return phases;
    }

    /** Of an update: the names of the files that changed. */
    List<String> files() {
      return json.path("files").valueStream().map(JsonNode::asString).map(Events::name).toList();
    }

    /** Of an update: how many replicas it reached. */
    int replicas() {
      return json.path("replicas").size();
    }

    @Override
    public String toString() {
      return json.toString();
    }
  }
}
