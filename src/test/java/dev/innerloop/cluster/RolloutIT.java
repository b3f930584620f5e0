package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@OnCluster(ours = true)
class RolloutIT {

  private static TestNamespace namespace;

  @BeforeAll
  static void create() {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void delete() {
    namespace.close();
  }

  @Test
  void saysAtOnceThatAnImageCannotBePulled() {
    Resources resources =
        namespace.resources("nowhere", "localhost:5000/no/such:image", OptionalInt.empty());

    assertThatThrownBy(() -> namespace.deploy("nowhere", resources))
        .isInstanceOf(Problem.class)
        .hasMessageMatching(
            "(?s)Pod nowhere-\\S+ cannot pull its image localhost:5000/no/such:image: .+");
  }

  @Test
  void showsTheLastLinesOfAContainerThatKeepsEnding() throws Exception {
    Resources resources = namespace.program("crashing", OptionalInt.empty(), "crash");

    assertThatThrownBy(() -> namespace.deploy("crashing", resources))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("The container of pod crashing-")
        .hasMessageContaining("keeps ending with exit code 3")
        .hasMessageEndingWith("started crash\nno database at db:5432");
  }

  @Test
  void saysThatTheImageHasNoSuchJava() {
    Resources resources =
        edited(
            namespace.resources("javaless", TestNamespace.IMAGE, OptionalInt.empty()),
            deployment ->
                deployment
                    .editSpec()
                    .editTemplate()
                    .editSpec()
                    .editFirstContainer()
                    .withCommand("/no/java")
                    .endContainer()
                    .endSpec()
                    .endTemplate()
                    .endSpec());

    assertThatThrownBy(() -> namespace.deploy("javaless", resources))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.remedy())
                    .isEqualTo(
                        "Its image has no such command. Say where Java is in it:"
                            + " -Ddev.java=/path/to/java"))
        .hasMessageContaining("/no/java");
  }

  @Test
  void explainsAnExceededQuota() {
    try (TestNamespace tight = TestNamespace.create()) {
      tight
          .client
          .resourceQuotas()
          .inNamespace(tight.name)
          .resource(
              new ResourceQuotaBuilder()
                  .withNewMetadata()
                  .withName("none")
                  .endMetadata()
                  .withNewSpec()
                  .addToHard("pods", new Quantity("0"))
                  .endSpec()
                  .build())
          .create();
      Resources resources = tight.resources("much", TestNamespace.IMAGE, OptionalInt.empty());

      assertThatThrownBy(() -> tight.deploy("much", resources))
          .isInstanceOf(Problem.class)
          .hasMessageStartingWith("The cluster refuses to create pods: ")
          .hasMessageContaining("exceeded quota: none, requested: pods=1, used: pods=0");
    }
  }

  @Test
  void explainsARefusalByPodSecurity() {
    Resources resources =
        edited(
            namespace.resources("privileged", TestNamespace.IMAGE, OptionalInt.empty()),
            deployment ->
                deployment
                    .editSpec()
                    .editTemplate()
                    .editSpec()
                    .withHostNetwork(true)
                    .endSpec()
                    .endTemplate()
                    .endSpec());

    assertThatThrownBy(() -> namespace.deploy("privileged", resources))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("The cluster refuses to create pods: ")
        .hasMessageContaining("violates PodSecurity \"restricted")
        .hasMessageContaining("host namespaces");
  }

  @Test
  void saysWhatTheSchedulerSays() {
    Resources resources =
        edited(
            namespace.resources("huge", TestNamespace.IMAGE, OptionalInt.empty()),
            deployment ->
                deployment
                    .editSpec()
                    .editTemplate()
                    .editSpec()
                    .editFirstContainer()
                    .withNewResources()
                    .addToRequests("cpu", new Quantity("1000"))
                    .endResources()
                    .endContainer()
                    .endSpec()
                    .endTemplate()
                    .endSpec());

    assertThatThrownBy(() -> namespace.deploy("huge", resources))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("No node takes pod huge-")
        .hasMessageContaining("Insufficient cpu");
  }

  @Test
  void followsEachLineOnceOverARestartAndToNewPods() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (Closeable following =
        namespace
            .workload("talking")
            .followLog(Optional.empty(), (pod, several, line) -> lines.add(line))) {
      namespace.deploy("talking", namespace.program("talking", OptionalInt.of(1), "one"));
      TestNamespace.await("the first lines", () -> lines.contains("listens"));
      var seen = new CopyOnWriteArrayList<dev.innerloop.replica.Replica>();
      try (Closeable watching =
          namespace
              .workload("talking")
              .replicas(PodProgram.PORT)
              .watch(
                  new dev.innerloop.replica.ReplicaSource.Listener() {
                    @Override
                    public void appeared(dev.innerloop.replica.Replica replica) {
                      seen.add(replica);
                    }

                    @Override
                    public void disappeared(dev.innerloop.replica.Replica replica) {}
                  })) {
        TestNamespace.await("a replica", () -> !seen.isEmpty());
      }
      try (var connection = seen.get(0).connect(PodProgram.PORT)) {
        connection.output().write("exit".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        TestNamespace.await("the restart", () -> count(lines, "listens") == 2);
      }
      namespace.deploy("talking", namespace.program("talking", OptionalInt.of(1), "two"));
      TestNamespace.await("the new pod", () -> lines.contains("started two"));
      TestNamespace.await("it to listen", () -> count(lines, "listens") == 3);
      assertThat(lines)
          .filteredOn(line -> !line.startsWith("Picked up"))
          .containsExactly(
              "started one",
              "listens",
              "exits",
              "started one",
              "listens",
              "started two",
              "listens");
    }
  }

  private static long count(List<String> lines, String line) {
    return lines.stream().filter(line::equals).count();
  }

  private static Resources edited(Resources resources, UnaryOperator<DeploymentBuilder> edit) {
    List<HasMetadata> all = new ArrayList<>();
    for (HasMetadata resource : resources.all()) {
      all.add(
          resource instanceof Deployment deployment
              ? edit.apply(new DeploymentBuilder(deployment)).build()
              : resource);
    }
    return new Resources(all);
  }
}
