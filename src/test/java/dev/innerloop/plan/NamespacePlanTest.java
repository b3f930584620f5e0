package dev.innerloop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.cluster.FakeCluster;
import dev.innerloop.image.TestApp;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.ImageSettings;
import dev.innerloop.request.TestRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class NamespacePlanTest {

  private static final String RULES = "POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews";

  @RegisterExtension final FakeCluster cluster = new FakeCluster();
  @TempDir private Path folder;

  @Test
  void deploysWhereNothingIsInTheWay() throws Exception {
    assertThatCode(() -> plan(app()).requireDeployable()).doesNotThrowAnyException();
  }

  /** {@code dev:apply} starts services, too: a check without them would let it fail halfway. */
  @Test
  void countsTheServicesThatADeploymentStarts() throws Exception {
    quota("\"pods\":\"1\"");

    Problem problem =
        catchThrowableOfType(
            Problem.class, () -> plan(request().services("redis").build()).requireDeployable());

    assertThat(problem.getMessage()).contains("Quota q has 1 of 1 pods left; wanted: 2");
  }

  @Test
  void needsThePermissionsThatItsServicesNeed() throws Exception {
    cluster.answer(RULES, "{}");

    Problem problem =
        catchThrowableOfType(
            Problem.class, () -> plan(request().services("redis").build()).requireDeployable());

    assertThat(problem.getMessage()).contains("statefulsets.apps");
  }

  @Test
  void aReleaseIsNotMadeSmallerForAQuota() throws Exception {
    quota("\"limits.memory\":\"512Mi\"");
    NamespacePlan plan = plan(app());

    Problem problem = catchThrowableOfType(Problem.class, plan::requireDeployable);

    assertThat(problem.getMessage())
        .contains("Quota q has 512Mi of 512Mi limits.memory left; wanted: 1024Mi");
    assertThat(plan.previewFit().orElseThrow()).singleElement().asString().contains("memory 448Mi");
  }

  @Test
  void devModeGetsTheContainersThatFit() throws Exception {
    quota("\"limits.memory\":\"512Mi\"");
    List<String> notices = new ArrayList<>();

    List<AppPlan> startable = plan(app()).requireStartable(notices::add);

    assertThat(startable).singleElement();
    assertThat(startable.get(0).request().workload().container().resources().memory())
        .contains("448Mi");
    assertThat(notices).hasSize(1);
  }

  /** What a plan needs next and cannot have is reported by the step that needs it. */
  @Test
  void aMissingRegistryIsReportedByTheDeployment() throws Exception {
    List<AppPlan> startable =
        plan(request().delivery(ImageSettings.Choice.IMAGE).build()).requireStartable(notice -> {});

    assertThat(catchThrowableOfType(Problem.class, () -> startable.get(0).delivery()))
        .hasMessageStartingWith("There is no registry to push the image of shop to");
  }

  @Test
  void asksForTheRoomInQuotasOnce() throws Exception {
    NamespacePlan plan = plan(app());

    plan.requireDeployable();
    plan.previewFit();

    assertThat(cluster.requests())
        .filteredOn("GET /api/v1/namespaces/team/resourcequotas"::equals)
        .hasSize(1);
  }

  private void quota(String hard) {
    cluster.put(
        "/api/v1/namespaces/team/resourcequotas/q",
        "{\"metadata\":{\"name\":\"q\"},\"spec\":{},\"status\":{\"hard\":{%s},\"used\":{}}}"
            .formatted(hard));
  }

  private AppRequest app() throws IOException {
    return request().build();
  }

  private TestRequest request() throws IOException {
    return TestRequest.of(TestApp.in(folder).app(17)).in(folder);
  }

  private NamespacePlan plan(AppRequest... requests) {
    return NamespacePlan.of(
        new ClusterNamespace(cluster.connect(), "team"),
        List.of(requests),
        new CommandForm("mvn", "dev:", List.of()),
        ConfiguredCredentials.NONE,
        event -> {});
  }
}
