package dev.innerloop.usecase.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.cluster.FakeCluster;
import dev.innerloop.cluster.namespace.NamespaceSettings;
import dev.innerloop.event.Event;
import dev.innerloop.image.TestApp;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.OneImageRegistry;
import dev.innerloop.manifest.settings.JobSettings;
import dev.innerloop.manifest.settings.WorkloadKind;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.ImageSettings;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.request.TestRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Dev mode in a namespace whose API server keeps what is applied. */
@Timeout(120)
class ClusterTargetTest {

  private static final String TEAM = "/api/v1/namespaces/team/";
  private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/team/deployments/shop";

  @RegisterExtension final FakeCluster cluster = new FakeCluster();
  @TempDir private Path folder;

  private final OneImageRegistry registry = new OneImageRegistry();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<ClusterTarget> targets = new ArrayList<>();
  private ClusterTarget target;

  @BeforeEach
  void enter() {
    target = target();
  }

  private ClusterTarget target() {
    ClusterTarget entered =
        ClusterTarget.in(
            cluster.connect(),
            new TargetSettings(
                TargetSettings.Kind.CLUSTER,
                null,
                null,
                NamespaceSettings.named("team", ""),
                Duration.ofMinutes(1)),
            new CommandForm("mvn", "dev:", List.of()),
            ConfiguredCredentials.NONE,
            new InterruptibleWaits(),
            events::add);
    targets.add(entered);
    return entered;
  }

  @AfterEach
  void close() throws IOException {
    for (ClusterTarget entered : targets) {
      entered.close();
    }
    registry.close();
  }

  @Test
  void deploysWhatItHasPrepared() throws Exception {
    deploy(false);

    assertThat(applied())
        .containsExactly(
            "Secret shop-dev created",
            "ConfigMap shop-dev created",
            "Service shop created",
            "Deployment shop created");
    assertThat(cluster.yaml(DEPLOYMENT))
        .contains("image: \"" + registry.image() + "\"", "dev.innerloop/delivery: \"direct\"");
  }

  @Test
  void attachesToWhatRunsWithoutChangingIt() throws Exception {
    deploy(false);
    String running = cluster.yaml(DEPLOYMENT);
    events.clear();
    cluster.forgetRequests();

    deploy(true);

    assertThat(applied())
        .containsExactly(
            "Secret shop-dev unchanged",
            "ConfigMap shop-dev unchanged",
            "Service shop unchanged",
            "Deployment shop unchanged");
    assertThat(cluster.yaml(DEPLOYMENT)).isEqualTo(running);
    assertThat(cluster.requests()).noneMatch(it -> it.startsWith("PATCH") && !it.endsWith(")"));
  }

  /**
   * What is read twice may have changed meanwhile: the replicas, while another session had them;
   * the existing objects, before they are compared with the desired ones; the namespace, whose
   * expiry is watched apart from the start.
   */
  @Test
  void asksTheClusterAlmostNothingTwiceWhenItAttaches() throws Exception {
    deploy(false);
    cluster.forgetRequests();

    deploy(true);

    List<String> requests = cluster.requests();
    assertThat(
            requests.stream()
                .filter(it -> it.startsWith("GET"))
                .collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(it -> it.getValue() > 1)
                .map(Object::toString))
        .containsExactly(
            "GET /api/v1/namespaces/team=3",
            "GET /api/v1/namespaces/team/pods=2",
            "GET /api/v1/namespaces/team/secrets/shop-dev=2",
            "GET /apis/apps/v1/namespaces/team/deployments/shop=2",
            "GET /apis/apps/v1/namespaces/team/replicasets=2");
    assertThat(requests).hasSizeLessThanOrEqualTo(30);
  }

  @Test
  void refusesAWorkloadThatIsNoDeploymentBeforeItAsksTheCluster() {
    JobSettings job =
        new JobSettings(Optional.of("@daily"), Optional.empty(), OptionalInt.empty(), false);
    cluster.forgetRequests();

    Problem problem =
        catchThrowableOfType(
            Problem.class,
            () ->
                target.prepare(
                    List.of(TestRequest.of("shop").kind(WorkloadKind.JOB, job).build())));

    assertThat(problem)
        .hasMessage("shop is a Job, and only a Deployment is updated live on a cluster.");
    assertThat(cluster.requests()).noneMatch(it -> it.startsWith("POST"));
  }

  @Test
  void reportsMissingPermissionsBeforeAnythingElseThatIsWrong() {
    cluster.answer("POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews", "{}");
    cluster.refuse("GET " + TEAM + "resourcequotas", 500, "broken");

    Problem problem = catchThrowableOfType(Problem.class, () -> target.prepare(List.of(request())));

    assertThat(problem.getMessage())
        .startsWith("Access denied in namespace team. Nothing was built or deployed.")
        .contains("  get pods/portforward", "  list events");
  }

  @Test
  void startsSmallerContainersWhereTheQuotaLeavesLess() throws Exception {
    cluster.put(
        TEAM + "resourcequotas/q",
        "{\"metadata\":{\"name\":\"q\"},\"spec\":{},"
            + "\"status\":{\"hard\":{\"limits.memory\":\"512Mi\"},\"used\":{}}}");

    deploy(false);

    // The supervisor's memory comes on top of what the app's container gets.
    assertThat(cluster.yaml(DEPLOYMENT)).contains("memory: \"512Mi\"");
    assertThat(events)
        .contains(
            new Event.Notice(
                "Quota q has 512Mi of 512Mi limits.memory left; wanted: 1088Mi. So containers get"
                    + " memory 448Mi, unless <resources> in the POM sets others."));
  }

  @Test
  void setsTheLocaleOnlyWhereTheImageSetsNone() throws Exception {
    deploy(false);
    assertThat(cluster.yaml(DEPLOYMENT)).contains("name: \"LANG\"");

    try (OneImageRegistry german = new OneImageRegistry("LC_ALL=de_DE.UTF-8")) {
      target.prepare(List.of(request(german))).get(0).deploy(false);
    }

    assertThat(cluster.yaml(DEPLOYMENT)).doesNotContain("LANG");
  }

  private void deploy(boolean attach) throws InterruptedException, IOException {
    target().prepare(List.of(request())).get(0).deploy(attach);
  }

  private List<String> applied() {
    return events.stream()
        .filter(Event.Applied.class::isInstance)
        .flatMap(it -> ((Event.Applied) it).resources().stream())
        .map(it -> it.kind() + " " + it.name() + " " + it.change())
        .toList();
  }

  private AppRequest request() throws IOException {
    return request(registry);
  }

  private AppRequest request(OneImageRegistry base) throws IOException {
    return TestRequest.of(TestApp.in(folder).app(17))
        .in(folder)
        .delivery(ImageSettings.Choice.DIRECT)
        .baseImage(base.image())
        .build();
  }
}
