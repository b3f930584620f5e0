package dev.innerloop.cluster.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.cluster.FakeCluster;
import dev.innerloop.manifest.ResourceName;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applying all that an app has, to an API server that keeps it. */
@Timeout(120)
class ApplierTest {

  private static final String CONFIG_MAPS = "/api/v1/namespaces/team/configmaps/";
  private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/team/deployments/shop";

  @RegisterExtension final FakeCluster cluster = new FakeCluster();

  private final List<String> outcomes = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  private final ApplyListener listener =
      new ApplyListener() {
        @Override
        public void applied(ResourceName resource, Outcome outcome) {
          outcomes.add(resource + " " + outcome);
        }

        @Override
        public void noted(String message) {
          notices.add(message);
        }
      };

  @Test
  void createsChangesAndLeavesWhatIsTheSame() {
    apply(configMap("a", "1"), configMap("b", "1"));
    apply(configMap("a", "2"), configMap("b", "1"));

    assertThat(outcomes)
        .containsExactly(
            "ConfigMap a CREATED",
            "ConfigMap b CREATED",
            "ConfigMap a CHANGED",
            "ConfigMap b UNCHANGED");
  }

  @Test
  void deletesWhatIsNoLongerInTheConfiguration() {
    apply(configMap("a", "1"), configMap("b", "1"));
    outcomes.clear();

    apply(configMap("a", "1"));

    assertThat(outcomes).containsExactly("ConfigMap a UNCHANGED", "ConfigMap b PRUNED");
    assertThat(cluster.yaml(CONFIG_MAPS + "b")).isEmpty();
  }

  @Test
  void changesNothingIfTheApiServerWouldRefuseAnyOfIt() {
    cluster.refuse("PATCH " + CONFIG_MAPS + "b (dry run)", 422, "too large");

    Problem problem =
        catchThrowableOfType(Problem.class, () -> apply(configMap("a", "1"), configMap("b", "1")));

    assertThat(problem.getMessage()).endsWith("\nNothing was changed on the cluster.");
    assertThat(cluster.requests())
        .noneMatch(request -> request.startsWith("PATCH") && !request.endsWith("(dry run)"));
    assertThat(outcomes).isEmpty();
  }

  @Test
  void namesWhatWasAppliedBeforeARefusalThatNoDryRunForetold() {
    cluster.refuse("PATCH " + CONFIG_MAPS + "b", 500, "etcd is full");

    Problem problem =
        catchThrowableOfType(
            Problem.class,
            () -> apply(configMap("a", "1"), configMap("b", "1"), configMap("c", "1")));

    assertThat(problem.getMessage())
        .contains("etcd is full")
        .contains("ConfigMap a.\n")
        .endsWith("ConfigMap b, ConfigMap c.");
    assertThat(outcomes).containsExactly("ConfigMap a CREATED");
  }

  @Test
  void keepsTheNumberOfReplicasThatTheClusterHas() {
    apply(deployment(null));
    cluster.put(DEPLOYMENT, cluster.yaml(DEPLOYMENT).replaceFirst("replicas: 1", "replicas: 3"));

    apply(deployment(null));

    assertThat(outcomes).containsExactly("Deployment shop CREATED", "Deployment shop UNCHANGED");
    assertThat(cluster.yaml(DEPLOYMENT)).contains("replicas: 3");
  }

  @Test
  void scalesToTheNumberOfReplicasThatTheUserSets() {
    apply(deployment(null));
    cluster.forgetRequests();

    apply(deployment(2));

    assertThat(cluster.requests().stream().filter(("PATCH " + DEPLOYMENT)::equals)).hasSize(2);
    assertThat(cluster.yaml(DEPLOYMENT)).contains("replicas: 2");
  }

  /** Its field manager would refuse any other strategy from then on. */
  @Test
  void repairsAnInterruptedChangeOfTheStrategyAlsoWhereNothingElseChanges() {
    apply(deployment(1));
    cluster.put(
        DEPLOYMENT,
        cluster
            .yaml(DEPLOYMENT)
            .replaceFirst(
                "metadata:\n",
                "metadata:\n"
                    + "  managedFields: [{manager: dev-maven-plugin-strategy, operation: Apply,"
                    + " fieldsV1: {'f:spec': {'f:strategy': {'f:type': {}}}}}]\n"));
    cluster.forgetRequests();
    outcomes.clear();

    apply(deployment(1));

    assertThat(cluster.requests().stream().filter(("PATCH " + DEPLOYMENT)::equals)).hasSize(2);
    assertThat(cluster.yaml(DEPLOYMENT)).doesNotContain("dev-maven-plugin-strategy");
  }

  @Test
  void reportsThatNothingIsDeletedIfTheRecordMayNotBeWritten() {
    cluster.refuse("GET " + CONFIG_MAPS + "shop.applyset", 403, "forbidden");

    apply(configMap("a", "1"));

    assertThat(outcomes).containsExactly("ConfigMap a CREATED");
    assertThat(notices).singleElement().asString().contains("shop.applyset");
  }

  private void apply(HasMetadata... resources) {
    cluster.connect().workload("team", "shop").apply(new Resources(List.of(resources)), listener);
  }

  private static HasMetadata configMap(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToData("key", value)
        .build();
  }

  private static HasMetadata deployment(Integer replicas) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("shop")
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewTemplate()
        .withNewMetadata()
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
