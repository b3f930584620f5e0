package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The strictest place that a cluster has: what OpenShift and careful administrators ask for. */
@OnCluster
class RestrictedIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final long ARBITRARY_USER = 1_000_650_000L;

  private static final String PORT =
      "Integer.parseInt(System.getenv().getOrDefault(\"PORT\", \"8080\"))";

  private static final String SIDECAR =
      """
      kind: Deployment
      spec:
        template:
          spec:
            containers:
            - name: sidecar
              image: localhost:5000/pause:1
              securityContext:
                runAsUser: 65535
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
      """;

  @RegisterExtension final Bench bench = new Bench();

  @ParameterizedTest
  @CsvSource({"HELLO, IMAGE", "SPRING, DIRECT"})
  void servesEditsAsAnArbitraryUserOnAReadOnlyRoot(Example example, Delivery delivery) {
    Namespace namespace = restricted();
    ProjectCopy project = bench.copy(example);
    MavenRun session =
        bench.start(
            bench
                .onCluster(project, "dev:watch")
                .set("dev.delivery", delivery.word())
                .set("dev.baseImage", "localhost:5000/jre:17"));
    session.events().awaitReady(DEPLOYED);
    Events successor = session.events().fromNow();
    tighten(namespace, example.app());
    successor.await("successor serves", DEPLOYED, event -> event.isReplica("serving"));

    Events restart = session.events().fromNow();
    example.editStructure(project, "another structure");
    // Until it is told, the app counts as starting, although it answers already.
    restart.awaitUpdate(example.structureStrategy(), SERVED);
    served(namespace, example, "another structure");
    Events redefinition = session.events().fromNow();
    example.editBody(project, "another body");
    served(namespace, example, "another body");
    redefinition.awaitUpdate("redefine", SERVED);
    if (example == Example.HELLO) {
      asksWhoTheAppRunsAs(project);
      // Real, effective, saved, and of the file system.
      served(namespace, example, "Uid:" + (" " + ARBITRARY_USER).repeat(4));
      served(namespace, example, "Gid:" + " 0".repeat(4));
    }

    assertThat(namespace.pods(example.app()))
        .allSatisfy(pod -> assertThat(pod.getSpec().getSecurityContext().getFsGroup()).isNull());
    assertThat(securityContexts(namespace, example.app()))
        .allSatisfy(
            context -> {
              assertThat(context.getReadOnlyRootFilesystem()).isTrue();
              assertThat(context.getRunAsUser()).isEqualTo(ARBITRARY_USER);
              assertThat(context.getRunAsGroup()).isZero();
            });
  }

  @Test
  void namesThePortOnWhichAnAppListensInsteadAndServesItOnceItListensOnItsOwn() {
    Namespace namespace = restricted();
    ProjectCopy project = bench.copy(Example.HELLO);
    project.save("src/main/kubernetes/sidecar.yml", SIDECAR);
    project.edit(Example.HELLO.source(), text -> text.replace(PORT, "7070"));
    MavenRun session =
        bench.start(
            bench
                .onCluster(project, "dev:watch")
                .set("dev.delivery", Delivery.DIRECT.word())
                .set("dev.baseImage", "localhost:5000/jre:17"));

    session.awaitConsole("it listens on port 7070, not on 8080: use -Ddev.port=7070\n", DEPLOYED);
    project.edit(Example.HELLO.source(), text -> text.replace("= 7070", "= " + PORT));

    session.events().awaitReady(DEPLOYED);
    served(namespace, Example.HELLO, Example.HELLO.greeting());
    assertThat(namespace.pods(Example.HELLO.app()))
        .allSatisfy(
            pod ->
                assertThat(pod.getSpec().getContainers())
                    .extracting(Container::getName)
                    .containsExactlyInAnyOrder("hello", "sidecar"));
  }

  private Namespace restricted() {
    return bench.namespace().create(Map.of("pod-security.kubernetes.io/enforce", "restricted"));
  }

  /** By a live update, which the process that it is about has to take. */
  private static void asksWhoTheAppRunsAs(ProjectCopy project) {
    project.edit(
        Example.HELLO.source(),
        text ->
            text.replace(
                "return \"another body\";",
                "try {\n"
                    + "      return"
                    + " java.nio.file.Files.readString(java.nio.file.Path.of(\"/proc/self/status\")).replaceAll(\"\\\\s+\","
                    + " \" \");\n"
                    + "    } catch (java.io.IOException e) {\n"
                    + "      return e.toString();\n"
                    + "    }"));
  }

  /** As an administrator's policy would: our own manager does not own these fields. */
  private static void tighten(Namespace namespace, String app) {
    String replaced = namespace.pods(app).get(0).getMetadata().getUid();
    namespace
        .client()
        .apps()
        .deployments()
        .inNamespace(namespace.name())
        .withName(app)
        .edit(
            deployment ->
                new DeploymentBuilder(deployment)
                    .editSpec()
                    .editTemplate()
                    .editSpec()
                    .editFirstContainer()
                    .editSecurityContext()
                    .withReadOnlyRootFilesystem(true)
                    .withRunAsUser(ARBITRARY_USER)
                    .withRunAsGroup(0L)
                    .endSecurityContext()
                    .endContainer()
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build());
    Await.untilAsserted(
        DEPLOYED,
        () ->
            assertThat(namespace.pods(app))
                .hasSize(1)
                .noneMatch(pod -> pod.getMetadata().getUid().equals(replaced)));
  }

  private static List<SecurityContext> securityContexts(Namespace namespace, String app) {
    return namespace.pods(app).stream()
        .map(pod -> pod.getSpec().getContainers().get(0).getSecurityContext())
        .toList();
  }

  private static void served(Namespace namespace, Example example, String text) {
    namespace.awaitServedByEach(example.app(), 1, example.path(), text, SERVED);
  }
}
