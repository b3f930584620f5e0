package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.apply.ApplyListener.Outcome;
import dev.innerloop.cluster.apply.ApplyStep;
import dev.innerloop.cluster.apply.Scaling;
import dev.innerloop.manifest.Apps;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Manifests;
import dev.innerloop.manifest.OverlaySettings;
import dev.innerloop.manifest.Resources;
import dev.innerloop.plan.DevManifests;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.SupervisorSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@OnCluster(ours = true)
class ApplyIT {

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
  void applyingTheSameAgainChangesNothing() throws Exception {
    Resources resources = shop("same", OptionalInt.of(0));
    assertThat(apply("same", resources)).containsOnly(Outcome.CREATED);
    // The controller writes as well: only once it is done do resource versions reveal our writes.
    namespace
        .workload("same")
        .awaitRollout(Duration.ofSeconds(60), new TestNamespace.SilentRollout());

    assertThat(apply("same", resources)).containsOnly(Outcome.UNCHANGED);
  }

  @Test
  void keepsTheNumberOfReplicasThatAnotherManagerSet() throws Exception {
    apply("kept", shop("kept", OptionalInt.empty()));
    scaleAsKubectl("kept", 3);

    apply("kept", shop("kept", OptionalInt.empty()));

    assertThat(deployment("kept").getSpec().getReplicas()).isEqualTo(3);
  }

  @Test
  void setsTheConfiguredNumberOfReplicas() {
    apply("said", shop("said", OptionalInt.of(2)));
    scaleAsKubectl("said", 3);

    apply("said", shop("said", OptionalInt.of(1)));

    assertThat(deployment("said").getSpec().getReplicas()).isEqualTo(1);
  }

  @Test
  void changesTheStrategyOfAnExistingDeploymentToRecreateAndBack() {
    Resources rolling = shop("stored", OptionalInt.of(0));
    Resources recreating = recreating(rolling);
    apply("stored", rolling);

    assertThat(apply("stored", recreating)).contains(Outcome.CHANGED);

    assertThat(deployment("stored").getSpec().getStrategy().getType()).isEqualTo("Recreate");
    assertThat(deployment("stored").getSpec().getStrategy().getRollingUpdate()).isNull();
    assertThat(deployment("stored").getMetadata().getManagedFields())
        .filteredOn(it -> "Apply".equals(it.getOperation()))
        .extracting(ManagedFieldsEntry::getManager)
        .containsExactly("dev-maven-plugin");
    apply("stored", rolling);
    assertThat(deployment("stored").getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
  }

  /** By Ctrl-C or a lost connection, before or after the defaults were replaced. */
  @Test
  void repairsAChangeOfTheStrategyThatWasInterrupted() {
    for (boolean isReplaced : new boolean[] {false, true}) {
      String app = isReplaced ? "replaced" : "taken";
      Resources rolling = shop(app, OptionalInt.of(0));

      apply(app, rolling);
      interruptedChange(app, isReplaced);
      apply(app, recreating(rolling));
      assertThat(deployment(app).getSpec().getStrategy().getType()).isEqualTo("Recreate");
      assertThat(appliers(app)).containsExactly("dev-maven-plugin");

      apply(app, rolling);
      interruptedChange(app, isReplaced);
      apply(app, rolling);
      assertThat(deployment(app).getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
      assertThat(appliers(app)).containsExactly("dev-maven-plugin");
    }
  }

  private static void interruptedChange(String app, boolean isReplaced) {
    own(app, deployment(app).getSpec().getStrategy());
    if (isReplaced) {
      own(app, new DeploymentStrategyBuilder().withType("Recreate").build());
    }
  }

  private static void own(String app, DeploymentStrategy strategy) {
    namespace
        .client
        .resource(
            new DeploymentBuilder()
                .withNewMetadata()
                .withName(app)
                .endMetadata()
                .withNewSpec()
                .withStrategy(strategy)
                .endSpec()
                .build())
        .inNamespace(namespace.name)
        .fieldManager("dev-maven-plugin-strategy")
        .forceConflicts()
        .serverSideApply();
  }

  private static List<String> appliers(String app) {
    return deployment(app).getMetadata().getManagedFields().stream()
        .filter(it -> "Apply".equals(it.getOperation()))
        .map(ManagedFieldsEntry::getManager)
        .toList();
  }

  private static Resources recreating(Resources rolling) {
    return new Resources(
        rolling.all().stream()
            .map(
                resource ->
                    resource instanceof Deployment deployment
                        ? new DeploymentBuilder(deployment)
                            .editSpec()
                            .withNewStrategy()
                            .withType("Recreate")
                            .endStrategy()
                            .endSpec()
                            .build()
                        : resource)
            .toList());
  }

  @Test
  void reportsTheManagerOfAFieldThatWouldChange() {
    apply("held", shop("held", OptionalInt.empty()));
    namespace
        .client
        .apps()
        .deployments()
        .inNamespace(namespace.name)
        .withName("held")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("argocd")
                .build(),
            "{\"metadata\":{\"labels\":{\"app.kubernetes.io/version\":\"9\"}}}");

    assertThatThrownBy(() -> apply("held", shop("held", OptionalInt.empty())))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "Deployment held was not changed, because other field managers own fields that would"
                + " change:\n"
                + "  metadata.labels.app.kubernetes.io/version: argocd set 9, the project says"
                + " 1.2.3-SNAPSHOT\n"
                + "Nothing was changed on the cluster.");
  }

  @Test
  void removesAllTracesOfDevMode() throws Exception {
    Resources shipped = runnable(shop("traceless", OptionalInt.of(2)));
    apply("traceless", shipped);
    String before = specOf("traceless");
    namespace.workload("traceless").apply(dev(shipped, Delivery.IMAGE), (r, o) -> {});
    namespace
        .workload("traceless")
        .awaitRollout(Duration.ofSeconds(60), new TestNamespace.SilentRollout());
    assertThat(namespace.workload("traceless").status().orElseThrow())
        .satisfies(
            status -> {
              assertThat(status.devMode()).contains(Delivery.IMAGE);
              assertThat(status.pods()).filteredOn(Status.PodStatus::current).hasSize(2);
            });
    assertThat(namespace.workload("traceless").sessionKey().orElseThrow().bytes())
        .isEqualTo(KEY.bytes());

    assertThat(namespace.workload("traceless").stopDevMode()).contains(Delivery.IMAGE);

    assertThat(specOf("traceless")).isEqualTo(before);
    assertThat(deployment("traceless").getMetadata().getAnnotations())
        .doesNotContainKeys(DevOverlay.MODE, DevOverlay.DELIVERY);
    assertThat(
            namespace
                .client
                .configMaps()
                .inNamespace(namespace.name)
                .withName("traceless-dev")
                .get())
        .isNull();
    assertThat(namespace.workload("traceless").sessionKey()).isEmpty();
    assertThat(namespace.workload("traceless").stopDevMode()).isEmpty();
    Applied again = Applied.to(namespace.workload("traceless"), of(shipped));
    assertThat(again.outcomes)
        .containsExactly("Service traceless UNCHANGED", "Deployment traceless UNCHANGED");
  }

  /**
   * The names and labels of dev mode are those of the first version with the frozen protocol, whose
   * supervisor this is.
   */
  @Test
  void replacesAnOlderSupervisorByARolloutAndCleansUpAfterIt() throws Exception {
    Resources shipped = shop("older", OptionalInt.of(1));
    Resources older =
        supervised(
            shipped, Files.readAllBytes(Path.of("src/test/resources/supervisors/version-5.jar")));

    String before = podOf("older", older);
    assertThat(podOf("older", supervised(shipped, SupervisorSettings.supervisorJar())))
        .isNotEqualTo(before);

    apply("older", older);
    assertThat(namespace.workload("older").stopDevMode()).contains(Delivery.IMAGE);
    assertThat(deployment("older").getMetadata().getAnnotations())
        .doesNotContainKeys(DevOverlay.MODE, DevOverlay.DELIVERY);
    assertThat(namespace.workload("older").sessionKey()).isEmpty();

    apply("older", older);
    assertThat(namespace.workload("older").delete(Duration.ofSeconds(60)).removed())
        .containsExactlyInAnyOrder(
            "Deployment older", "Service older", "ConfigMap older-dev", "Secret older-dev");
  }

  /** Applies dev mode, and returns the name of the pod that then runs, without a restart. */
  private static String podOf(String app, Resources resources) throws Exception {
    apply(app, resources);
    namespace.workload(app).awaitRollout(Duration.ofSeconds(60), new TestNamespace.SilentRollout());
    List<Pod> pods =
        namespace
            .client
            .pods()
            .inNamespace(namespace.name)
            .withLabel("app.kubernetes.io/instance", app)
            .list()
            .getItems()
            .stream()
            .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
            .toList();
    assertThat(pods).hasSize(1);
    assertThat(pods.get(0).getStatus().getContainerStatuses().get(0).getRestartCount()).isZero();
    return pods.get(0).getMetadata().getName();
  }

  private static Resources supervised(Resources shipped, byte[] supervisor) {
    return DevOverlay.apply(
        runnable(shipped),
        new OverlaySettings(
            Delivery.IMAGE,
            TestNamespace.JAVA,
            supervisor,
            SupervisorSettings.of(
                    DevOverlay.WORKSPACE, DevOverlay.KEY_FILE, DevManifests.SUPERVISOR_PORT)
                .properties(),
            KEY,
            Map.of(),
            Optional.empty()));
  }

  @Test
  void removesTheOverlayWhenTheReleaseFormIsApplied() {
    Resources shipped = shop("back", OptionalInt.of(0));
    apply("back", dev(shipped, Delivery.IMAGE));

    assertThat(Applied.to(namespace.workload("back"), of(shipped)).outcomes)
        .containsExactly(
            "Service back UNCHANGED",
            "Deployment back CHANGED",
            "ConfigMap back-dev PRUNED",
            "Secret back-dev PRUNED");
  }

  /**
   * The request of {@code kubectl diff}, which compares what it would send with the existing
   * object.
   */
  @Test
  void showsNoDifferenceAfterAnApply() throws Exception {
    Resources resources = shop("diffed", OptionalInt.of(0));
    apply("diffed", resources);

    assertThat(namespace.workload("diffed").plan(resources).steps())
        .allSatisfy(
            step ->
                assertThat(step.answer())
                    .isInstanceOfSatisfying(
                        ApplyStep.Answer.Accepted.class,
                        accepted -> assertThat(accepted.changes()).isFalse()));
    assertThat(namespace.workload("diffed").plan(shop("diffed", OptionalInt.of(1))).steps())
        .anySatisfy(
            step ->
                assertThat(step.answer())
                    .isInstanceOfSatisfying(
                        ApplyStep.Answer.Accepted.class,
                        accepted -> assertThat(accepted.changes()).isTrue()));
    assertThat(deployment("diffed").getSpec().getReplicas()).isZero();
  }

  @Test
  void stopsAtZeroReplicasWithoutAnImageAndResumesTheFormerNumber() {
    Resources dev = dev(shop("bare", OptionalInt.empty()), Delivery.DIRECT);
    apply("bare", dev);
    scaleAsKubectl("bare", 2);

    assertThat(namespace.workload("bare").stopDevMode()).contains(Delivery.DIRECT);
    assertThat(deployment("bare").getSpec().getReplicas()).isZero();

    apply("bare", dev);
    assertThat(deployment("bare").getSpec().getReplicas()).isEqualTo(2);
    assertThat(deployment("bare").getMetadata().getAnnotations())
        .doesNotContainKey(Scaling.STOPPED_AT);
  }

  @Test
  void deletesAllThatItAppliedAndNothingElse() throws Exception {
    apply("kept-neighbour", shop("kept-neighbour", OptionalInt.of(0)));
    apply("gone", dev(shop("gone", OptionalInt.empty()), Delivery.IMAGE));

    assertThat(namespace.workload("gone").delete(Duration.ofSeconds(60)).removed())
        .containsExactlyInAnyOrder(
            "Deployment gone", "Service gone", "ConfigMap gone-dev", "Secret gone-dev");

    assertThat(
            namespace
                .client
                .apps()
                .deployments()
                .inNamespace(namespace.name)
                .withName("gone")
                .get())
        .isNull();
    assertThat(namespace.client.services().inNamespace(namespace.name).withName("gone").get())
        .isNull();
    assertThat(namespace.client.secrets().inNamespace(namespace.name).withName("gone-dev").get())
        .isNull();
    assertThat(
            namespace
                .client
                .pods()
                .inNamespace(namespace.name)
                .withLabel("app.kubernetes.io/instance", "gone")
                .list()
                .getItems())
        .isEmpty();
    assertThat(deployment("kept-neighbour")).isNotNull();
    assertThat(namespace.workload("gone").delete(Duration.ofSeconds(60)).removed()).isEmpty();
  }

  private static final SessionKey KEY = SessionKey.random();

  private static Resources shop(String app, OptionalInt replicas) {
    return Manifests.generate(
        new ManifestRequest(
            Apps.app(app, 8080, Optional.empty()),
            new ManifestRequest.Image("localhost:5000/pause:1", true),
            replicas,
            false));
  }

  private static HasMetadata[] of(Resources resources) {
    return resources.all().toArray(HasMetadata[]::new);
  }

  private static Resources runnable(Resources shipped) {
    List<HasMetadata> all = new ArrayList<>();
    for (var resource : shipped.all()) {
      // No registry listens on the port here, and the image must contain a Java.
      all.add(
          resource instanceof Deployment deployment
              ? new DeploymentBuilder(deployment)
                  .editSpec()
                  .editTemplate()
                  .editSpec()
                  .editFirstContainer()
                  .withImage(TestNamespace.IMAGE)
                  .withReadinessProbe(null)
                  .endContainer()
                  .endSpec()
                  .endTemplate()
                  .endSpec()
                  .build()
              : resource);
    }
    return new Resources(all);
  }

  private static Resources dev(Resources shipped, Delivery delivery) {
    return DevOverlay.apply(
        runnable(shipped),
        new OverlaySettings(
            delivery,
            TestNamespace.JAVA,
            jar(),
            "port=" + PodProgram.PORT + "\n",
            KEY,
            Map.of(),
            Optional.empty()));
  }

  private static byte[] jar() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, PodProgram.class.getName());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      jar.putNextEntry(new JarEntry("dev/innerloop/cluster/PodProgram.class"));
      jar.write(TestNamespace.program());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static List<Outcome> apply(String app, Resources resources) {
    List<Outcome> outcomes = new ArrayList<>();
    namespace.workload(app).apply(resources, (resource, outcome) -> outcomes.add(outcome));
    return outcomes;
  }

  private static Deployment deployment(String app) {
    return namespace.client.apps().deployments().inNamespace(namespace.name).withName(app).get();
  }

  private static String specOf(String app) {
    return namespace.client.getKubernetesSerialization().asYaml(deployment(app).getSpec());
  }

  private static void scaleAsKubectl(String app, int replicas) {
    namespace
        .client
        .apps()
        .deployments()
        .inNamespace(namespace.name)
        .withName(app)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("kubectl")
                .build(),
            "{\"spec\":{\"replicas\":" + replicas + "}}");
  }
}
