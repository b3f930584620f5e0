package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * From a project to pods that somebody else deployed, and back to dev mode on what was exported.
 */
@OnCluster(ours = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ExportIT {

  private static final Duration DONE = Duration.ofMinutes(5);

  @RegisterExtension final Bench bench = new Bench();

  private final ProjectCopy project = bench.copy(Example.HELLO);
  private final LocalTools tools = new LocalTools();

  @Test
  @Order(1)
  void runsWhatWasPushedFromAnOverlayOfTheUsers() {
    Namespace namespace =
        bench.namespace().create(Map.of("pod-security.kubernetes.io/enforce", "restricted"));
    MavenRun run =
        bench
            .start(
                export("kustomize", "dev:image", "dev:push", "dev:export")
                    .set("dev.registry", "localhost:5000")
                    .set("dev.baseImage", "localhost:5000/jre:17"))
            .succeed(DONE);
    assertThat(run.console())
        .contains("hello: exported to deploy/hello as a Kustomize base, 4 files written");
    String overlay = "deploy/hello/overlays/test/kustomization.yaml";
    project.edit(overlay, text -> text + "namespace: " + namespace.name() + "\n");

    tools.kubectl("apply", "--server-side", "-k", path("deploy/hello/overlays/test"));

    tools.kubectl("rollout", "status", "deployment/hello", "--timeout=60s", "-n", namespace.name());
    assertThat(namespace.pods("hello"))
        .singleElement()
        .satisfies(
            pod ->
                assertThat(pod.getSpec().getContainers().get(0).getImage())
                    .matches("localhost:5000/hello:[0-9a-z-]+@sha256:[0-9a-f]{64}"));
  }

  @Test
  @Order(2)
  void leavesTheOverlayToTheUserAndChangesNothingElse() {
    String before = project.read("deploy/hello/overlays/test/kustomization.yaml");

    MavenRun run = bench.start(export("kustomize", "dev:export")).succeed(DONE);

    assertThat(run.console())
        .contains("hello: exported to deploy/hello as a Kustomize base, nothing has changed")
        .contains("deploy/hello/overlays/test/kustomization.yaml is yours, and is kept");
    assertThat(project.read("deploy/hello/overlays/test/kustomization.yaml")).isEqualTo(before);
  }

  @Test
  @Order(3)
  void takesARealKustomizeOverlayInsteadOfGenerating() {
    manifests("deploy/hello/overlays/test");

    assertThat(project.read("target/kubernetes/hello-deployment.yml"))
        .contains("image: \"localhost:5000/hello:")
        .doesNotContain("namespace:");
  }

  @Test
  @Order(4)
  void takesARealChartWithValuesInsteadOfGenerating() {
    bench.start(export("helm", "dev:export")).succeed(DONE);
    project.save("values-here.yaml", "replicas: 3\n");

    manifests("deploy/hello", "deploy/hello/values-test.yaml", "values-here.yaml");

    assertThat(project.read("target/kubernetes/hello-deployment.yml"))
        .contains("replicas: 3")
        .contains("image: \"localhost:5000/hello:");
  }

  private void manifests(String source, String... values) {
    MavenCommand command =
        bench
            .maven(project, "dev:manifests")
            .environment("PATH", tools.path())
            .set("dev.manifestSource", source);
    if (values.length > 0) {
      command.set("dev.manifestValues", String.join(",", values));
    }
    bench.start(command).succeed(DONE);
  }

  private MavenCommand export(String format, String... goals) {
    return bench
        .maven(project, goals)
        .set("dev.exportFormat", format)
        .set("dev.environments", "test");
  }

  private String path(String inProject) {
    Path path = project.folder().resolve(inProject);
    return path.toString();
  }
}
