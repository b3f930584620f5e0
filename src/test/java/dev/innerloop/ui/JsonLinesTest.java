package dev.innerloop.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void writesAnEventALine() throws IOException {
    Path file = folder.resolve("new/events.jsonl");
    try (JsonLines json = JsonLines.to(file, NOON)) {
      json.accept(new Event.Ready("hello", Optional.of("http://localhost:8080"), 1234));
      json.accept(new Event.SessionEnded("Ended.", List.of()));

      assertThat(Files.readString(file))
          .as("readable while the session goes on")
          .isEqualTo(
              """
              {"schema":2,"time":"2026-01-02T12:00:00Z","event":"ready","app":"hello",\
              "url":"http://localhost:8080","millis":1234}
              {"schema":2,"time":"2026-01-02T12:00:00Z","event":"session-ended",\
              "message":"Ended.","next":[]}
              """);
    }
  }

  @Test
  void refusesAFileThatCannotBeWritten() {
    assertThatThrownBy(() -> JsonLines.to(folder, NOON))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("dev.events cannot be written: " + folder);
  }
}
