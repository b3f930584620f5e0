package dev.innerloop.usecase.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.SecretValues;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RolloutRecorderTest {

  private static final BuiltImage IMAGE =
      new BuiltImage(
          "registry.example.com/shop",
          List.of("1"),
          "dev-0",
          "sha256:0a1b",
          List.of(),
          Optional.empty(),
          Optional.of("java"),
          Map.of(),
          "jre:17@sha256:0",
          List.of("amd64"),
          false);

  private static final Event APPLIED =
      new Event.Applied(
          "shop", List.of(new Event.Applied.Resource("Deployment", "shop", "changed")));

  @TempDir private Path folder;

  private final SteppedClock clock = new SteppedClock();
  private final List<Event> passedOn = new ArrayList<>();
  private RolloutRecorder recorder;

  @BeforeEach
  void begin() {
    recorder = new RolloutRecorder("shop", "1.0", new ReportFiles(folder), passedOn::add, clock);
  }

  @Test
  void writesDownWhatEventsTellAndPassesThemOn() throws IOException {
    Event progress = new Event.RolloutProgress("shop", 1, 2, "1 of 2 replicas ready");
    recorder.image(IMAGE);
    recorder.place("kind-kind", "team");
    clock.step(Duration.ofMillis(300));
    recorder.accept(APPLIED);
    recorder.rolloutStarted();
    recorder.accept(progress);
    clock.step(Duration.ofSeconds(4));
    recorder.succeeded();

    JsonNode report = written();

    assertThat(report.path("result").asString()).isEqualTo("succeeded");
    assertThat(report.path("image").path("digest").asString()).isEqualTo("sha256:0a1b");
    assertThat(report.path("namespace").asString()).isEqualTo("team");
    assertThat(report.path("resources").get(0).path("change").asString()).isEqualTo("changed");
    assertThat(report.path("rollout").path("millis").asLong()).isEqualTo(4000);
    assertThat(report.path("rollout").path("ready").asInt()).isEqualTo(1);
    assertThat(report.path("rollout").path("wanted").asInt()).isEqualTo(2);
    assertThat(report.path("millis").asLong()).isEqualTo(4300);
    assertThat(passedOn).containsExactly(APPLIED, progress);
  }

  @Test
  void writesAFailureWithoutTheValuesOfSecrets() throws IOException {
    recorder.hide(
        SecretValues.of(
            new Resources(
                List.of(
                    new SecretBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .endMetadata()
                        .addToStringData("password", "hunter2")
                        .build()))));
    recorder.rolloutStarted();

    recorder.failed(new Problem("It crashed: login with hunter2", "Not with hunter2."));

    JsonNode report = written();
    assertThat(report.path("result").asString()).isEqualTo("failed");
    assertThat(report.path("rollout").path("result").asString()).isEqualTo("failed");
    assertThat(report.path("diagnosis").path("what").asString())
        .isEqualTo("It crashed: login with ***");
    assertThat(report.path("diagnosis").path("remedy").asString()).isEqualTo("Not with ***.");
  }

  @Test
  void takesWhatStoppedAllBeforeTheClusterForItsOwnFailure() throws IOException {
    recorder.failedBefore(new Problem("There is no kubeconfig.", "Log in."));

    assertThat(written().path("result").asString()).isEqualTo("failed");
  }

  @Test
  void isSkippedWhereAnotherAppFailed() throws IOException {
    recorder.place("kind-kind", "team");

    recorder.failedBefore(new Problem("The other one is broken.", "Repair it."));

    JsonNode report = written();
    assertThat(report.path("result").asString()).isEqualTo("skipped");
    assertThat(report.path("diagnosis").isNull()).isTrue();
  }

  private JsonNode written() throws IOException {
    recorder.write();
    return new JsonMapper().readTree(Files.readString(folder.resolve("rollout.json")));
  }

  private static final class SteppedClock extends Clock {

    private Instant now = Instant.parse("2026-01-02T12:00:00Z");

    void step(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
