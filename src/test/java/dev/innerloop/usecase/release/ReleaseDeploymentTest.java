package dev.innerloop.usecase.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.FakeCluster;
import dev.innerloop.event.Event;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.TestApp;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.plan.AppPlan;
import dev.innerloop.plan.ClusterNamespace;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.PullSecretChoice;
import dev.innerloop.request.TestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An app on its way to a cluster, up to where pods would start. */
@Timeout(120)
class ReleaseDeploymentTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final CommandForm COMMANDS = new CommandForm("mvn", "dev:", List.of());
  private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/team/deployments/shop";

  @RegisterExtension final FakeCluster cluster = new FakeCluster();
  @TempDir private Path folder;

  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Test
  void appliesTheReleaseFormWithThePushedImage() throws Exception {
    prepare(image("amd64"), true).apply(TIMEOUT);

    assertThat(cluster.yaml(DEPLOYMENT))
        .contains("image: \"registry.example.com/shop:1@sha256:0a1b\"")
        .doesNotContain("dev.innerloop/mode");
    assertThat(folder.resolve("shop/target/kubernetes/shop-deployment.yml")).exists();
  }

  @Test
  void runsAsTheUserOfThePods() throws Exception {
    prepare(image("amd64"), false);

    // The image names no user, so it may run as root.
    assertThat(Files.readString(folder.resolve("shop/target/kubernetes/shop-deployment.yml")))
        .contains("runAsUser:");
  }

  @Test
  void refusesAnImageThatIsMadeForOtherNodes() throws Exception {
    cluster.put(
        "/api/v1/nodes/one",
        "{\"kind\":\"Node\",\"metadata\":{\"name\":\"one\",\"labels\":"
            + "{\"kubernetes.io/os\":\"linux\",\"kubernetes.io/arch\":\"arm64\"}}}");

    Problem problem = catchThrowableOfType(Problem.class, () -> prepare(image("amd64"), true));

    assertThat(problem.getMessage()).startsWith("The image of shop is");
    assertThat(problem.remedy()).endsWith("-Ddev.platforms=linux/arm64");
    assertThat(cluster.requests()).noneMatch(request -> request.startsWith("PATCH"));
  }

  @Test
  void asksBeforehandWhetherTheClusterTakesItOnlyIfSomethingElseIsAppliedFirst() throws Exception {
    prepare(image("amd64"), false);
    List<String> withoutAsking = cluster.requests();
    prepare(image("amd64"), true);
    List<String> all = cluster.requests();
    List<String> asking = all.subList(withoutAsking.size(), all.size());

    assertThat(Collections.frequency(asking, "GET " + DEPLOYMENT))
        .isGreaterThan(Collections.frequency(withoutAsking, "GET " + DEPLOYMENT));
  }

  @Test
  void writesDownWhyItEnded() throws Exception {
    cluster.refuse("PATCH " + DEPLOYMENT, 500, "etcd is full");
    RolloutRecorder recorder = recorder();
    ReleaseDeployment.Prepared prepared = prepare(image("amd64"), false, recorder);

    Problem problem = catchThrowableOfType(Problem.class, () -> prepared.apply(TIMEOUT));
    recorder.write();

    assertThat(problem.getMessage()).contains("etcd is full");
    assertThat(Files.readString(folder.resolve("rollout.json"))).contains("etcd is full");
  }

  private ReleaseDeployment.Prepared prepare(BuiltImage image, boolean dryRun) throws Exception {
    return prepare(image, dryRun, recorder());
  }

  private ReleaseDeployment.Prepared prepare(
      BuiltImage image, boolean dryRun, RolloutRecorder recorder) throws Exception {
    Cluster connected = cluster.connect();
    ClusterNamespace namespace = new ClusterNamespace(connected, "team");
    AppPlan plan =
        new AppPlan(request(), namespace, COMMANDS, ConfiguredCredentials.NONE, events::add);
    return ReleaseDeployment.of(image, recorder)
        .prepare(plan, namespace, connected, COMMANDS, dryRun);
  }

  private AppRequest request() throws IOException {
    return TestRequest.of(TestApp.in(folder).app(17))
        .in(folder)
        .pullSecret(new PullSecretChoice.None())
        .build();
  }

  private RolloutRecorder recorder() {
    return new RolloutRecorder(
        "shop", "1.0", new ReportFiles(folder), events::add, Clock.systemUTC());
  }

  private static BuiltImage image(String architecture) {
    return new BuiltImage(
        "registry.example.com/shop",
        List.of("1"),
        "dev-0",
        "sha256:0a1b",
        List.of(),
        Optional.empty(),
        Optional.of("java"),
        Map.of(),
        "jre:17@sha256:0",
        List.of(architecture),
        false);
  }
}
