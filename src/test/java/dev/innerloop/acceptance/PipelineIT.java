package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pipeline's steps on one checkout, by the very command that README names. */
@OnCluster(ours = true)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class PipelineIT {

  private static final Duration ENDED = Duration.ofMinutes(5);
  private static final String README_COMMAND = "mvn -B verify dev:image dev:push dev:apply";

  @RegisterExtension final Bench bench = new Bench();

  private final ProjectCopy project = bench.copy(Example.HELLO);

  @Test
  @Order(1)
  void shipsAFreshCheckoutByOneCommand() throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains("\n" + README_COMMAND + "\n");

    MavenRun run = run(README_COMMAND.replace("mvn -B ", "").split(" ")).succeed(ENDED);

    JsonNode report = report("");
    assertThat(report.path("result").asString()).isEqualTo("succeeded");
    assertThat(report.path("namespace").asString()).isEqualTo(bench.namespace().name());
    assertThat(changes(report))
        .containsEntry("Deployment hello", "created")
        .containsEntry("Service hello", "created");
    assertThat(report.path("rollout").path("ready").asInt()).isEqualTo(1);
    String image = report.path("image").path("reference").asString();
    assertThat(image).startsWith("localhost:5000/hello:");
    assertThat(
            bench.namespace().deployment("hello").getSpec().getTemplate().getSpec().getContainers())
        .singleElement()
        .extracting("image")
        .isEqualTo(image + "@" + report.path("image").path("digest").asString());
    assertThat(junit(""))
        .contains("name=\"Deployment hello\"", "name=\"rollout\"", "failures=\"0\"");
    assertThat(run.console())
        .contains("hello is rolled out in namespace " + bench.namespace().name() + ".")
        .doesNotContain("\u001b[");
    assertThat(run.events().all()).as("dev.events").isNotEmpty();
  }

  @Test
  @Order(2)
  void seesNoDifferenceAfterwardsAndNeitherDoesKubectl() throws IOException {
    MavenRun run = ship(command("dev:diff").set("dev.failOnDifference", true)).succeed(ENDED);

    assertThat(run.console())
        .contains("hello: nothing to change in namespace " + bench.namespace().name() + ".");
    assertThat(project.folder().resolve("target/dev/apply.diff")).isEmptyFile();
    // Its exit code would be 1.
    assertThat(
            new LocalTools()
                .kubectl(
                    "diff",
                    "--namespace=" + bench.namespace().name(),
                    "--filename=" + project.folder().resolve("target/kubernetes")))
        .isEmpty();
  }

  @Test
  @Order(3)
  void failsOnADifferenceAndShowsIt() throws IOException {
    project.save(
        "src/main/kubernetes/service.yml", "kind: Service\nspec: {sessionAffinity: ClientIP}\n");

    MavenRun run = ship(command("dev:diff").set("dev.failOnDifference", true)).fail(ENDED);

    assertThat(run.console())
        .contains("hello: Service hello would be changed")
        .contains("[INFO] -  sessionAffinity: None", "[INFO] +  sessionAffinity: ClientIP")
        .contains(
            "The cluster differs from the project for hello, and dev.failOnDifference is"
                + " set.");
    assertThat(project.read("target/dev/apply.diff"))
        .startsWith("--- Service/hello\n+++ Service/hello\n@@ ");
  }

  @Test
  @Order(4)
  void appliesJustThatDifferenceByTheGoalAlone() throws IOException {
    ship(command("dev:apply")).succeed(ENDED);

    assertThat(changes(report("")))
        .containsEntry("Service hello", "changed")
        .containsEntry("Deployment hello", "unchanged");
  }

  @Test
  @Order(5)
  void failsWithItsReasonWhereNodesCannotPullTheImage() throws IOException {
    ship(command("dev:push").set("dev.pullRegistry", "localhost:1")).succeed(ENDED);

    MavenRun run = ship(command("dev:apply")).fail(ENDED);

    JsonNode report = report("");
    assertThat(report.path("result").asString()).isEqualTo("failed");
    assertThat(changes(report)).containsEntry("Deployment hello", "changed");
    assertThat(report.path("rollout").path("result").asString()).isEqualTo("failed");
    assertThat(report.path("diagnosis").path("what").asString()).contains("cannot pull its image");
    assertThat(report.path("diagnosis").path("remedy").asString()).contains("-Ddev.pullRegistry=");
    assertThat(junit("")).contains("failures=\"1\"", "cannot pull its image");
    assertThat(run.console()).contains("cannot pull its image").doesNotContain("\tat ");
  }

  private MavenRun run(String... goals) {
    return ship(command(goals));
  }

  private MavenCommand command(String... goals) {
    return bench.onCluster(project, goals);
  }

  private MavenRun ship(MavenCommand command) {
    MavenRun run = bench.start(command.set("dev.baseImage", "localhost:5000/jre:17"));
    run.endInput();
    return run;
  }

  private JsonNode report(String module) throws IOException {
    return new JsonMapper().readTree(read(module, "rollout.json"));
  }

  private String junit(String module) throws IOException {
    return read(module, "TEST-rollout.xml");
  }

  private String read(String module, String file) throws IOException {
    return Files.readString(project.folder().resolve(module).resolve("target/dev").resolve(file));
  }

  private static TreeMap<String, String> changes(JsonNode report) {
    TreeMap<String, String> changes = new TreeMap<>();
    StreamSupport.stream(report.path("resources").spliterator(), false)
        .forEach(
            it ->
                changes.put(
                    it.path("kind").asString() + " " + it.path("name").asString(),
                    it.path("change").asString()));
    return changes;
  }
}
