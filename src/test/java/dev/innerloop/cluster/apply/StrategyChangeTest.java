package dev.innerloop.cluster.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.FakeApi;
import dev.innerloop.cluster.api.NamespaceClient;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which requests change the strategy, also after a change that was interrupted. */
class StrategyChangeTest {

  private static final String PATCH = "PATCH /apis/apps/v1/namespaces/team/deployments/shop ";
  private static final String OURS = "dev-maven-plugin-strategy";

  private static final DeploymentStrategy RECREATE =
      new DeploymentStrategyBuilder().withType("Recreate").build();
  private static final DeploymentStrategy ROLLING =
      new DeploymentStrategyBuilder()
          .withType("RollingUpdate")
          .withNewRollingUpdate()
          .withNewMaxSurge("25%")
          .withNewMaxUnavailable("25%")
          .endRollingUpdate()
          .build();

  @RegisterExtension final FakeApi api = new FakeApi();

  @Test
  void takesTheDefaultsReplacesThemAndLeavesTheStrategy() {
    assertThat(requests(RECREATE, live(ROLLING, "kubectl", false)))
        .containsExactly("own RollingUpdate", "own Recreate", "apply", "leave");
  }

  @Test
  void doesNothingWithoutSuchAChange() {
    assertThat(requests(RECREATE, live(RECREATE, "kubectl", false))).containsExactly("apply");
    assertThat(requests(ROLLING, live(ROLLING, "kubectl", false))).containsExactly("apply");
    assertThat(requests(null, live(ROLLING, "kubectl", true))).containsExactly("apply");
  }

  /** The API server then reports the conflict. */
  @Test
  void takesNothingFromOtherManagers() {
    assertThat(requests(RECREATE, live(ROLLING, "argocd", true))).containsExactly("apply");
  }

  @Test
  void repeatsAChangeThatWasInterruptedBeforeTheDefaultsWereReplaced() {
    Deployment interrupted = live(ROLLING, OURS, true);

    assertThat(requests(RECREATE, interrupted))
        .containsExactly("own RollingUpdate", "own Recreate", "apply", "leave");
    assertThat(requests(ROLLING, interrupted)).containsExactly("leave", "apply");
    assertThat(requests(null, interrupted)).containsExactly("leave", "apply");
  }

  /** Leaving first would bring the defaults back. */
  @Test
  void endsAChangeThatWasInterruptedAfterTheDefaultsWereReplaced() {
    Deployment interrupted = live(RECREATE, OURS, false);

    assertThat(requests(RECREATE, interrupted)).containsExactly("apply", "leave");
    assertThat(requests(ROLLING, interrupted)).containsExactly("leave", "apply");
    assertThat(requests(null, interrupted)).containsExactly("leave", "apply");
  }

  /** As {@link Applier} does. */
  private List<String> requests(@Nullable DeploymentStrategy wanted, Deployment live) {
    int before = api.requests().size();
    NamespaceClient team = new NamespaceClient(api.client, api.errors, "team");
    var change = StrategyChange.of(deployment(wanted), live);
    change.ifPresent(it -> it.prepare(team));
    api.client.configMaps().inNamespace("team").withName("applied").get();
    change.ifPresent(it -> it.finish(team));
    return api.requests().stream().skip(before).map(StrategyChangeTest::name).toList();
  }

  private static String name(String request) {
    if (!request.startsWith(PATCH)) {
      return "apply";
    }
    return request.contains("Recreate")
        ? "own Recreate"
        : request.contains("RollingUpdate") && request.contains("25%")
            ? "own RollingUpdate"
            : request.contains("strategy") ? request : "leave";
  }

  private static Deployment live(
      DeploymentStrategy strategy, String manager, boolean ownsRollingUpdate) {
    FieldsV1 fields = new FieldsV1();
    fields.setAdditionalProperty(
        "f:spec",
        Map.of(
            "f:strategy",
            ownsRollingUpdate
                ? Map.of("f:type", Map.of(), "f:rollingUpdate", Map.of())
                : Map.of("f:type", Map.of())));
    return new DeploymentBuilder(deployment(strategy))
        .editMetadata()
        .withManagedFields(
            new ManagedFieldsEntryBuilder()
                .withManager(manager)
                .withOperation("Apply")
                .withFieldsV1(fields)
                .build())
        .endMetadata()
        .build();
  }

  private static Deployment deployment(@Nullable DeploymentStrategy strategy) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("shop")
        .endMetadata()
        .withNewSpec()
        .withStrategy(strategy)
        .endSpec()
        .build();
  }
}
