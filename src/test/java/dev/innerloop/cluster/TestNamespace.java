package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.acceptance.Node;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.rollout.RolloutListener;
import dev.innerloop.cluster.rollout.RolloutProgress;
import dev.innerloop.manifest.Apps;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Manifests;
import dev.innerloop.manifest.Resources;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A dedicated namespace on the cluster of the tests, deleted at the end. */
public final class TestNamespace implements AutoCloseable {

  static final String IMAGE = "localhost:5000/jre:17";
  static final String JAVA = "java";

  public final Path kubeconfig;
  public final Cluster cluster;
  public final KubernetesClient client;
  public final String name;

  private TestNamespace(Path kubeconfig, String name) {
    this.kubeconfig = kubeconfig;
    this.name = name;
    this.cluster = connect(kubeconfig).orElseThrow();
    this.client =
        new KubernetesClientBuilder()
            .withConfig(io.fabric8.kubernetes.client.Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
  }

  /** Enforces Pod Security {@code restricted}, the strictest level that our pods must pass. */
  public static TestNamespace create() {
    String name = "it-" + UUID.randomUUID().toString().substring(0, 8);
    TestNamespace namespace = new TestNamespace(Node.kubeconfig(), name);
    namespace
        .client
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    // Pods are rejected until the controller has created their ServiceAccount.
    await(
        "the default service account",
        () ->
            namespace.client.serviceAccounts().inNamespace(name).withName("default").get() != null);
    return namespace;
  }

  static Optional<Cluster> connect(Path kubeconfig) {
    return Clusters.connect(
        new ConnectSettings(
            List.of(kubeconfig),
            true,
            Optional.empty(),
            Set.of(System.getProperty("dev.it.context", "none")),
            ProxyVariables.NONE));
  }

  public Workload workload(String app) {
    return cluster.workload(name, app);
  }

  public Resources resources(String app, String image, OptionalInt replicas) {
    return Manifests.generate(
        new ManifestRequest(
            Apps.app(app, 0, Optional.empty()),
            new ManifestRequest.Image(image, false),
            replicas,
            false));
  }

  /** An app that runs {@link PodProgram}. */
  public Resources program(String app, OptionalInt replicas, String... args) {
    Resources resources = resources(app, IMAGE, replicas);
    client
        .configMaps()
        .inNamespace(name)
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(app + "-program")
                .endMetadata()
                .addToBinaryData("PodProgram.class", programBase64())
                .build())
        .serverSideApply();
    List<String> command =
        new ArrayList<>(List.of(JAVA, "-cp", "/opt", "dev.innerloop.cluster.PodProgram"));
    command.addAll(List.of(args));
    List<HasMetadata> all = new ArrayList<>();
    for (HasMetadata resource : resources.all()) {
      all.add(
          resource instanceof Deployment deployment
              ? new DeploymentBuilder(deployment)
                  .editSpec()
                  .editTemplate()
                  .editSpec()
                  .withTerminationGracePeriodSeconds(0L)
                  .editFirstContainer()
                  .withCommand(command)
                  .addNewVolumeMount()
                  .withName("program")
                  .withMountPath("/opt/dev/innerloop/cluster")
                  .endVolumeMount()
                  .endContainer()
                  .addNewVolume()
                  .withName("program")
                  .withNewConfigMap()
                  .withName(app + "-program")
                  .endConfigMap()
                  .endVolume()
                  .endSpec()
                  .endTemplate()
                  .endSpec()
                  .build()
              : resource);
    }
    return new Resources(all);
  }

  static byte[] program() {
    try (InputStream stream = PodProgram.class.getResourceAsStream("PodProgram.class")) {
      return java.util.Objects.requireNonNull(stream).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String programBase64() {
    return Base64.getEncoder().encodeToString(program());
  }

  public void deploy(String app, Resources resources) throws InterruptedException {
    workload(app).apply(resources, (resource, outcome) -> {});
    workload(app).awaitRollout(Duration.ofSeconds(60), new SilentRollout());
  }

  /**
   * Waits until the API server serves the kind and discovery lists it: at first its definition has
   * no conditions at all, and then its group is served before the kind is.
   */
  static void awaitKind(KubernetesClient client, CustomResourceDefinition definition) {
    await(
        "the kind " + definition.getMetadata().getName(),
        () ->
            Optional.ofNullable(client.resource(definition).get().getStatus())
                    .map(CustomResourceDefinitionStatus::getConditions)
                    .orElse(List.of())
                    .stream()
                    .anyMatch(
                        it -> it.getType().equals("Established") && it.getStatus().equals("True"))
                && definition.getSpec().getVersions().stream()
                    .filter(CustomResourceDefinitionVersion::getServed)
                    .allMatch(version -> isListed(client, definition, version.getName())));
  }

  /** Waits until discovery lists the kind no longer: what comes next must not find it. */
  static void awaitNoKind(KubernetesClient client, CustomResourceDefinition definition) {
    await(
        "the end of the kind " + definition.getMetadata().getName(),
        () ->
            definition.getSpec().getVersions().stream()
                .noneMatch(version -> isListed(client, definition, version.getName())));
  }

  private static boolean isListed(
      KubernetesClient client, CustomResourceDefinition definition, String version) {
    String group = definition.getSpec().getGroup();
    return client.getApiGroups().getGroups().stream().anyMatch(it -> it.getName().equals(group))
        && Optional.ofNullable(client.getApiResources(group + "/" + version))
            .map(APIResourceList::getResources)
            .orElse(List.of())
            .stream()
            .anyMatch(it -> it.getKind().equals(definition.getSpec().getNames().getKind()));
  }

  /** Fails if it does not become true within a minute. */
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited two minutes for " + what).isLessThan(deadline);
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    client.namespaces().withName(name).withGracePeriod(0).delete();
    client.close();
    cluster.close();
  }

  static final class SilentRollout implements RolloutListener {
    @Override
    public void progressed(RolloutProgress progress) {}

    @Override
    public void hindered(Diagnosis diagnosis) {}

    @Override
    public void failed(Diagnosis diagnosis) {}

    @Override
    public void noted(String text) {}
  }
}
