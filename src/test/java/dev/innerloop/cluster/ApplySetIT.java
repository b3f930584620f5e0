package dev.innerloop.cluster;

import static dev.innerloop.cluster.SampleResources.claim;
import static dev.innerloop.cluster.SampleResources.configMap;
import static dev.innerloop.cluster.SampleResources.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Resources that an app no longer has, on a real API server. */
@OnCluster(ours = true)
class ApplySetIT {

  private static final String PART_OF = "applyset.kubernetes.io/part-of";
  private static final String KINDS = "applyset.kubernetes.io/contains-group-kinds";

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
  void deletesWhatIsNotInTheConfigurationAnyMore() {
    Workload app = namespace.workload("pruned");
    Applied.to(
        app,
        secret("pruned", "pruned-secret", "a"),
        configMap("pruned", "pruned-a", "a"),
        configMap("pruned", "pruned-b", "b"));

    assertThat(Applied.to(app, configMap("pruned", "pruned-b", "b")).outcomes)
        .containsExactly(
            "ConfigMap pruned-b UNCHANGED",
            "ConfigMap pruned-a PRUNED",
            "Secret pruned-secret PRUNED");

    assertThat(isThere(configMap("pruned", "pruned-a", ""))).isFalse();
    assertThat(isThere(secret("pruned", "pruned-secret", ""))).isFalse();
    assertThat(Applied.to(app, configMap("pruned", "pruned-b", "b")).outcomes)
        .containsExactly("ConfigMap pruned-b UNCHANGED");
  }

  @Test
  void recordsItsMembersAsKubectlDoes() {
    Applied.to(
        namespace.workload("books"),
        secret("books", "books-s", "a"),
        configMap("books", "books-c", "a"));

    ConfigMap parent = parent("books");
    String id = parent.getMetadata().getLabels().get("applyset.kubernetes.io/id");
    assertThat(id).matches("applyset-[A-Za-z0-9_-]{43}-v1");
    assertThat(parent.getMetadata().getAnnotations())
        .containsEntry("applyset.kubernetes.io/tooling", "dev-maven-plugin/v1")
        .containsEntry(KINDS, "ConfigMap,Secret");
    assertThat(live(secret("books", "books-s", "")).getMetadata().getLabels())
        .containsEntry(PART_OF, id);
  }

  @Test
  void changesNoResourceVersionTheSecondTime() {
    HasMetadata[] resources = {
      secret("twice", "twice-s", "a"),
      configMap("twice", "twice-c", "a"),
      claim("twice", "twice-p", "1Mi")
    };
    Applied.to(namespace.workload("twice"), resources);
    Map<String, String> before = versions("twice", resources);

    assertThat(Applied.to(namespace.workload("twice"), resources).outcomes)
        .containsExactly(
            "Secret twice-s UNCHANGED",
            "ConfigMap twice-c UNCHANGED",
            "PersistentVolumeClaim twice-p UNCHANGED");

    assertThat(versions("twice", resources)).isEqualTo(before);
  }

  @Test
  void neverDeletesAVolumeAndReportsItOnce() throws Exception {
    Workload app = namespace.workload("data");
    Applied.to(app, configMap("data", "data-c", "a"), claim("data", "data-p", "1Mi"));

    assertThat(Applied.to(app, configMap("data", "data-c", "a")).words)
        .containsExactly(
            "PersistentVolumeClaim data-p is not in the configuration any more. It is kept, and no"
                + " longer managed by this plugin.");
    assertThat(Applied.to(app, configMap("data", "data-c", "a")).words).isEmpty();
    assertThat(isThere(claim("data", "data-p", "1Mi"))).isTrue();

    var deleted = app.delete(Duration.ofSeconds(60));
    assertThat(deleted.removed()).containsExactly("ConfigMap data-c");
    assertThat(deleted.kept()).containsExactly("PersistentVolumeClaim data-p");
    assertThat(isThere(claim("data", "data-p", "1Mi"))).isTrue();
    assertThat(parent("data")).isNull();
  }

  @Test
  void deletesObjectsThatWereAppliedBeforeThereWereSets() {
    for (ConfigMap old :
        new ConfigMap[] {configMap("old", "old-a", "a"), configMap("old", "old-b", "b")}) {
      asEarlier(old);
    }

    assertThat(Applied.to(namespace.workload("old"), configMap("old", "old-b", "b")).outcomes)
        .containsExactly("ConfigMap old-b CHANGED", "ConfigMap old-a PRUNED");
  }

  /** The state after {@code kubectl apply} of our manifests. */
  @Test
  void neitherDeletesNorAwaitsObjectsOfOtherManagers() throws Exception {
    Deployment foreign = Trial.deployment("foreign", pod -> {});
    foreign.getSpec().getTemplate().getMetadata().getLabels().putAll(Labels.ofAllOf("foreign"));
    namespace.client.resource(foreign).inNamespace(namespace.name).create();
    TestNamespace.await(
        "a pod of it",
        () ->
            !namespace
                .client
                .pods()
                .inNamespace(namespace.name)
                .withLabels(Labels.ofAllOf("foreign"))
                .list()
                .getItems()
                .isEmpty());

    assertThat(namespace.workload("foreign").delete(Duration.ofSeconds(5)).removed()).isEmpty();

    assertThat(isThere(foreign)).isTrue();
  }

  @Test
  void deletesObjectsThatNeverBecameMembers() throws Exception {
    Applied.to(namespace.workload("never"), configMap("never", "never-a", "a"));
    asEarlier(secret("never", "never-b", "b"));

    assertThat(namespace.workload("never").delete(Duration.ofSeconds(60)).removed())
        .containsExactly("ConfigMap never-a", "Secret never-b");
  }

  /** Killed after the first resource: the set records more kinds than exist, never fewer. */
  @Test
  void completesTheSetOfAKilledRun() {
    Workload app = namespace.workload("killed");
    Applied.to(app, configMap("killed", "killed-a", "a"));
    String id = parent("killed").getMetadata().getLabels().get("applyset.kubernetes.io/id");
    ConfigMap parent = parent("killed");
    parent.getMetadata().setManagedFields(null);
    parent.getMetadata().setResourceVersion(null);
    parent.getMetadata().setUid(null);
    parent.getMetadata().setCreationTimestamp(null);
    parent.getMetadata().getAnnotations().put(KINDS, "ConfigMap,Ingress.networking.k8s.io,Secret");
    namespace.client.resource(parent).fieldManager(Labels.MANAGER).serverSideApply();
    HasMetadata half = secret("killed", "killed-b", "b");
    half.getMetadata().getLabels().put(PART_OF, id);
    namespace
        .client
        .resource(half)
        .inNamespace(namespace.name)
        .fieldManager(Labels.MANAGER)
        .serverSideApply();

    assertThat(Applied.to(app, configMap("killed", "killed-a", "a")).outcomes)
        .containsExactly("ConfigMap killed-a UNCHANGED", "Secret killed-b PRUNED");
    assertThat(parent("killed").getMetadata().getAnnotations()).containsEntry(KINDS, "ConfigMap");
  }

  @Test
  void doesNotTouchMembersOfAnotherApp() {
    Applied.to(namespace.workload("first"), configMap("first", "shared", "a"));

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> Applied.to(namespace.workload("second"), configMap("second", "shared", "a"))))
        .hasMessage(
            "ConfigMap shared already exists and belongs to first.\n"
                + "Nothing was changed on the cluster.");
  }

  @Test
  void warnsAUserWhoMayNotListAKindAndDeletesNothing() throws Exception {
    Applied.to(
        namespace.workload("blind"),
        configMap("blind", "blind-a", "a"),
        secret("blind", "blind-b", "b"));
    try (Cluster blind =
        LimitedUser.of(namespace, "blind")
            .may("configmaps", "get", "list", "create", "patch", "delete")
            .connect()) {
      Applied told =
          Applied.to(blind.workload(namespace.name, "blind"), configMap("blind", "blind-a", "a"));

      assertThat(told.outcomes).containsExactly("ConfigMap blind-a UNCHANGED");
      assertThat(told.words)
          .containsExactly(
              "You are not allowed to list resources of kind Secret: those that are not in the"
                  + " configuration any more still exist.");
    }
    assertThat(parent("blind").getMetadata().getAnnotations())
        .containsEntry(KINDS, "ConfigMap,Secret");
    assertThat(Applied.to(namespace.workload("blind"), configMap("blind", "blind-a", "a")).outcomes)
        .containsExactly("ConfigMap blind-a UNCHANGED", "Secret blind-b PRUNED");
  }

  @Test
  void appliesWithoutPermissionToWriteTheApplySet() throws Exception {
    try (Cluster poor =
        LimitedUser.of(namespace, "poor").may("secrets", "get", "create", "patch").connect()) {
      Applied told =
          Applied.to(poor.workload(namespace.name, "poor"), secret("poor", "poor-a", "a"));

      assertThat(told.outcomes).containsExactly("Secret poor-a CREATED");
      assertThat(told.words)
          .containsExactly(
              "Resources that are not in the configuration any more are not deleted from the"
                  + " cluster: you are not allowed to write the ConfigMap poor.applyset, which"
                  + " records them.");
    }
  }

  private static void asEarlier(HasMetadata resource) {
    namespace
        .client
        .resource(resource)
        .inNamespace(namespace.name)
        .fieldManager(Labels.MANAGER)
        .serverSideApply();
  }

  private static ConfigMap parent(String app) {
    return namespace
        .client
        .configMaps()
        .inNamespace(namespace.name)
        .withName(app + ".applyset")
        .get();
  }

  private static HasMetadata live(HasMetadata resource) {
    return namespace.client.resource(resource).inNamespace(namespace.name).get();
  }

  private static boolean isThere(HasMetadata resource) {
    return live(resource) != null;
  }

  private static Map<String, String> versions(String app, HasMetadata... resources) {
    return Stream.concat(Stream.of(resources).map(ApplySetIT::live), Stream.of(parent(app)))
        .collect(
            Collectors.toMap(
                it -> it.getKind() + it.getMetadata().getName(),
                it -> it.getMetadata().getResourceVersion()));
  }
}
