package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A library and two apps that do not know the plugin, shipped in one run of Maven. */
@OnCluster(ours = true)
class ReactorPipelineIT {

  private static final Duration ENDED = Duration.ofMinutes(5);

  @RegisterExtension final Bench bench = new Bench();

  static Stream<MavenHome> mavens() {
    return Stream.of(MavenHome.ofThisBuild(), MavenHome.next());
  }

  @ParameterizedTest
  @MethodSource("mavens")
  void shipsBothAppsOnceAllModulesAreVerified(MavenHome maven) throws Exception {
    ProjectCopy project = bench.copy(Path.of("src/it/reactor"));
    addSecondApp(project);
    String plugin = "dev.innerloop:dev-maven-plugin:" + System.getProperty("it.version");

    MavenRun run =
        bench.start(
            bench
                .onCluster(
                    project,
                    "-T2",
                    "verify",
                    plugin + ":image",
                    plugin + ":push",
                    plugin + ":apply")
                .with(maven)
                .set("dev.baseImage", "localhost:5000/jre:17"));
    run.succeed(ENDED);

    Namespace namespace = bench.namespace();
    for (String app : new String[] {"speaker", "echo"}) {
      assertThat(run.console())
          .contains(app + " is rolled out in namespace " + namespace.name() + ".");
      assertThat(namespace.deployment(app).getStatus().getAvailableReplicas()).isEqualTo(1);
      namespace.awaitServedByEach(app, 1, "/", "hello from the library", Duration.ofSeconds(20));
    }
    assertThat(Files.exists(project.folder().resolve("lib/target/dev"))).isFalse();
    assertThat(project.read("app/target/dev/rollout.json")).contains("\"app\" : \"speaker\"");
    assertThat(project.read("echo/target/dev/rollout.json")).contains("\"app\" : \"echo\"");
  }

  private static void addSecondApp(ProjectCopy project) {
    project.replace(
        "pom.xml", "<module>app</module>", "<module>app</module>\n    <module>echo</module>");
    project.save(
        "echo/pom.xml",
        project.read("app/pom.xml").replace("<artifactId>speaker<", "<artifactId>echo<"));
    project.save(
        "echo/src/main/java/org/acme/app/Speaker.java",
        project.read("app/src/main/java/org/acme/app/Speaker.java"));
  }
}
