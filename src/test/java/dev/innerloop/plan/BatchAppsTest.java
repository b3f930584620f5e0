package dev.innerloop.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.settings.JobSettings;
import dev.innerloop.manifest.settings.WorkloadKind;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Framework;
import dev.innerloop.project.SourcedValue;
import dev.innerloop.request.TestRequest;
import dev.innerloop.wire.WorkspacePath;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is asked whether a Job is meant. */
class BatchAppsTest {

  private static final String BATCH = "org.springframework.batch:spring-batch-core";
  private static final SourcedValue<Integer> NONE =
      new SourcedValue<>(0, "spring-web is no dependency");

  @Test
  void anAppOfSpringBatchWithoutAWebServer() {
    assertThat(BatchApps.advice(TestRequest.of(app(BATCH, NONE)).build()))
        .contains(
            "report has no web server and uses spring-batch-core. If it exits when its work is"
                + " done, a Deployment starts it again and again; deploy it as a Job:"
                + " -Ddev.kind=job. If it is a worker that keeps running: -Ddev.port=0");
  }

  @Test
  void noOtherApps() {
    assertThat(
            BatchApps.advice(
                TestRequest.of(app("org.springframework.kafka:spring-kafka", NONE)).build()))
        .isEmpty();
    assertThat(
            BatchApps.advice(
                TestRequest.of(app(BATCH, new SourcedValue<>(8080, "server.port"))).build()))
        .isEmpty();
    assertThat(
            BatchApps.advice(
                TestRequest.of(app(BATCH, new SourcedValue<>(0, Endpoints.PARAMETER))).build()))
        .isEmpty();
    assertThat(
            BatchApps.advice(
                TestRequest.of(app(BATCH, NONE)).kind(WorkloadKind.JOB, JobSettings.NONE).build()))
        .isEmpty();
  }

  private static App app(String library, SourcedValue<Integer> port) {
    String[] names = library.split(":");
    return new App(
        "report",
        new Coordinates("org.example", "report", "1"),
        "",
        "org.example.Main",
        List.of(),
        List.of(
            new ClassPathEntry.Jar(
                WorkspacePath.of("libs/" + names[1] + ".jar"),
                Path.of(names[1] + ".jar"),
                new Coordinates(names[0], names[1], "1"),
                false)),
        17,
        Framework.SPRING_BOOT,
        Endpoints.at(port));
  }
}
