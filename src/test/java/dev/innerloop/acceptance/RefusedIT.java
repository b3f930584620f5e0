package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stops a user on a machine or a cluster that works, and the words for it. */
class RefusedIT {

  private static final Duration SOON = Duration.ofMinutes(2);

  @RegisterExtension final Bench bench = new Bench();

  private final ProjectCopy project = bench.copy(Example.HELLO);

  @Test
  @OnCluster(ours = true)
  void whoMayNotCreateNamespacesIsToldWhatToAskFor() {
    Path kubeconfig = Node.kubeconfigOf("jane");
    MavenRun run =
        bench
            .start(
                bench
                    .onCluster(project, "dev:run")
                    .environment("KUBECONFIG", kubeconfig.toString()))
            .fail(SOON);
    String namespace = bench.namespace().name();
    assertThat(run.console())
        .contains("You are not allowed to create the namespace " + namespace + ": ")
        .contains("kubectl create namespace " + namespace)
        .contains("--user=jane");
  }

  @Test
  void aLocalPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      MavenRun run =
          bench.start(bench.maven(project, "dev:run").set("dev.localPort", port)).fail(SOON);
      assertThat(run.console())
          .contains("The local port " + port + " cannot be used: ")
          .contains("End what holds it, or choose another one: -Ddev.localPort=" + (port + 1));
    }
  }

  @Test
  @OnCluster
  void aLocalPortThatIsTakenIsNamedBeforeAnythingIsDeployed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      MavenRun run =
          bench.start(bench.onCluster(project, "dev:run").set("dev.localPort", port)).fail(SOON);
      assertThat(run.console())
          .contains("The local port " + port + " cannot be used: ")
          .contains("End what holds it, or choose another one: -Ddev.localPort=" + (port + 1));
      assertThat(bench.namespace().resources()).isEmpty();
    }
  }

  @Test
  @OnCluster
  void aSessionAndAPipelineAreToldOfAQuotaBeforeAnythingIsChanged() {
    Namespace namespace = bench.namespace().create(Map.of());
    namespace
        .client()
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("none")
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity("0"))
                .endSpec()
                .build())
        .inNamespace(namespace.name())
        .create();

    for (String[] goals :
        List.of(new String[] {"dev:image", "dev:push", "dev:apply"}, new String[] {"dev:run"})) {
      MavenRun run =
          bench
              .start(bench.onCluster(project, goals).set("dev.baseImage", "localhost:5000/jre:17"))
              .fail(SOON.multipliedBy(3));
      assertThat(run.console())
          .contains("hello cannot run in namespace " + namespace.name() + ". Nothing was built or")
          .contains("Quota none has 0 of 0 pods left; wanted: 1.")
          .contains("Run fewer replicas (-Ddev.replicas=1)")
          .contains("kubectl describe quota --namespace=" + namespace.name());
      assertThat(namespace.resources()).isEmpty();
    }
  }
}
