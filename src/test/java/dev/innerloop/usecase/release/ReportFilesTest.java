package dev.innerloop.usecase.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.usecase.release.RolloutReport.Failure;
import dev.innerloop.usecase.release.RolloutReport.Image;
import dev.innerloop.usecase.release.RolloutReport.Place;
import dev.innerloop.usecase.release.RolloutReport.Resource;
import dev.innerloop.usecase.release.RolloutReport.Result;
import dev.innerloop.usecase.release.RolloutReport.Rollout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Optional<Place> PLACE = Optional.of(new Place("kind-kind", "team"));
  private static final Optional<Image> IMAGE =
      Optional.of(new Image("registry.example.com/shop:1", "sha256:0a1b"));
  private static final List<Resource> RESOURCES =
      List.of(
          new Resource("Service", "shop", "unchanged", Duration.ofMillis(20)),
          new Resource("Deployment", "shop", "changed", Duration.ofMillis(45)));
  private static final RolloutReport SUCCESS =
      report(
          Result.SUCCEEDED,
          RESOURCES,
          new Rollout(Result.SUCCEEDED, Duration.ofMillis(8123), 2, 2),
          Optional.empty());

  @TempDir Path folder;

  @Test
  void writesASuccessForPrograms() throws IOException {
    write(SUCCESS);

    assertThat(Files.readString(folder.resolve("dev/rollout.json")))
        .isEqualTo(
            """
            {
              "schema" : 1,
              "app" : "shop",
              "version" : "1.0",
              "context" : "kind-kind",
              "namespace" : "team",
              "result" : "succeeded",
              "started" : "2026-01-02T12:00:00Z",
              "millis" : 9000,
              "image" : {
                "reference" : "registry.example.com/shop:1",
                "digest" : "sha256:0a1b"
              },
              "resources" : [ {
                "kind" : "Service",
                "name" : "shop",
                "change" : "unchanged"
              }, {
                "kind" : "Deployment",
                "name" : "shop",
                "change" : "changed"
              } ],
              "rollout" : {
                "result" : "succeeded",
                "millis" : 8123,
                "ready" : 2,
                "wanted" : 2
              },
              "diagnosis" : null
            }
            """);
  }

  @Test
  void writesASuccessAsPassedTests() throws IOException {
    write(SUCCESS);

    assertThat(junit())
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="dev:apply shop" tests="3" failures="0" errors="0" skipped="0"\
             time="9.000" timestamp="2026-01-02T12:00:00Z">
              <testcase classname="dev.apply.shop" name="Service shop" time="0.020">\
            <system-out>unchanged</system-out></testcase>
              <testcase classname="dev.apply.shop" name="Deployment shop" time="0.045">\
            <system-out>changed</system-out></testcase>
              <testcase classname="dev.apply.shop" name="rollout" time="8.123"></testcase>
            </testsuite>
            """);
  }

  @Test
  void writesAFailedRolloutAsAFailedTestWithItsDiagnosis() throws IOException {
    write(
        report(
            Result.FAILED,
            RESOURCES,
            new Rollout(Result.FAILED, Duration.ofMillis(3000), 0, 2),
            Optional.of(
                new Failure(
                    "Pod shop-1 cannot pull its image",
                    "not <found> & \"gone\"",
                    "pod shop-1, container shop",
                    "Push it first.",
                    List.of("Started.", "Ended.")))));

    assertThat(junit())
        .contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\"")
        .contains(
            """
            name="rollout" time="3.000">\
            <failure type="rollout" message="Pod shop-1 cannot pull its image">\
            Pod shop-1 cannot pull its image
            not &lt;found&gt; &amp; "gone"
            from pod shop-1, container shop
              | Started.
              | Ended.

            Push it first.</failure></testcase>
            """);
    assertThat(json())
        .contains(
            """
              "diagnosis" : {
                "what" : "Pod shop-1 cannot pull its image",
                "why" : "not <found> & \\"gone\\"",
                "where" : "pod shop-1, container shop",
                "remedy" : "Push it first.",
                "log" : [ "Started.", "Ended." ]
              }
            """);
  }

  @Test
  void writesAFailureBeforeTheRolloutAsASeparateTest() throws IOException {
    write(
        report(
            Result.FAILED,
            List.of(),
            new Rollout(Result.SKIPPED, Duration.ZERO, 0, 0),
            Optional.of(
                new Failure(
                    "The cluster refused to apply Service shop", "", "", "Ask.", List.of()))));

    assertThat(junit())
        .contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"1\"")
        .contains("name=\"apply\" time=\"0.000\"><failure type=\"rollout\"")
        .contains("name=\"rollout\" time=\"0.000\"><skipped/></testcase>");
  }

  @Test
  void writesAResourceThatIsNotAwaitedAsSkipped() throws IOException {
    write(
        report(
            Result.SUCCEEDED,
            RESOURCES,
            new Rollout(Result.SKIPPED, Duration.ZERO, 0, 0),
            Optional.empty()));

    assertThat(junit())
        .contains("tests=\"3\" failures=\"0\" errors=\"0\" skipped=\"1\"")
        .contains("name=\"rollout\" time=\"0.000\"><skipped/></testcase>");
  }

  @Test
  void staysReadableWhateverALogHolds() throws Exception {
    write(
        report(
            Result.FAILED,
            List.of(),
            new Rollout(Result.FAILED, Duration.ZERO, 0, 1),
            Optional.of(
                new Failure("\u001b[31mred\u001b[0m \0 ]]> \uFFFF", "", "", "Look.", List.of()))));

    String text =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(junit().getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("failure")
            .item(0)
            .getTextContent();
    assertThat(text).isEqualTo("[31mred[0m  ]]> \n\nLook.");
  }

  @Test
  void deletesTheReportsOfAnEarlierRun() throws IOException {
    write(SUCCESS);

    new ReportFiles(folder.resolve("dev")).clear();

    assertThat(folder.resolve("dev")).isEmptyDirectory();
  }

  @Test
  void reportsADirectoryThatIsNotWritable() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> new ReportFiles(file.resolve("dev")).write(SUCCESS))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("The rollout report cannot be written to " + file);
  }

  private void write(RolloutReport report) {
    new ReportFiles(folder.resolve("dev")).write(report);
  }

  private String json() throws IOException {
    return Files.readString(folder.resolve("dev/rollout.json"));
  }

  private String junit() throws IOException {
    return Files.readString(folder.resolve("dev/TEST-rollout.xml"));
  }

  private static RolloutReport report(
      Result result, List<Resource> resources, Rollout rollout, Optional<Failure> failure) {
    return new RolloutReport(
        "shop",
        "1.0",
        result,
        PLACE,
        NOON,
        Duration.ofSeconds(9),
        IMAGE,
        resources,
        rollout,
        failure);
  }
}
