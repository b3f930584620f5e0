package dev.innerloop.manifest;

import dev.innerloop.manifest.pod.PodTemplates;
import dev.innerloop.replica.SupervisorSettings;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.JvmVariables;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Converts a workload to dev mode: the supervisor becomes the container's main process, and the app
 * runs from a workspace that sessions fill. It requires no particular user, no shell and no
 * writable root file system. Its resources contain a secret, so they are applied but never written
 * to files.
 */
public final class DevOverlay {

  /** A dedicated directory, because buildpacks use {@code /workspace} for apps. */
  private static final String ROOT = "/opt/dev-maven-plugin";

  private static final String SUPERVISOR = ROOT + "/supervisor";
  private static final String JAR = "supervisor.jar";
  private static final String PROPERTIES = "supervisor.properties";

  /** The directory in a replica with the delivered files. */
  public static final String WORKSPACE = ROOT + "/workspace";

  /** The entry of the Secret with the session key. */
  public static final String KEY = "key";

  private static final String KEY_FOLDER = ROOT + "/key";

  /** The file in a replica that holds the session key. */
  public static final String KEY_FILE = KEY_FOLDER + "/" + KEY;

  /** On the Deployment: present with value {@link #DEV} in dev mode only. */
  public static final String MODE = "dev.innerloop/mode";

  public static final String DEV = "dev";

  /** On the Deployment: a value of {@link Delivery}. */
  public static final String DELIVERY = "dev.innerloop/delivery";

  /** In the ConfigMap: the release form, which is restored when dev mode ends. */
  public static final String SHIPPED = "shipped.yml";

  /** In the ConfigMap: prefix of the names of variables. */
  private static final String VARIABLE = "env.";

  private static final BigDecimal MEBI = BigDecimal.valueOf(1L << 20);

  /** Maximum resident memory of the supervisor. */
  private static final BigDecimal SUPERVISOR_BYTES = BigDecimal.valueOf(64L << 20);

  /** The variables that set the locale. */
  private static final Set<String> LOCALE = Set.of("LANG", "LC_ALL", "LC_CTYPE");

  private static final String TMP = "/tmp";
  private static final String CHECKSUM = "dev.innerloop/supervisor";

  private DevOverlay() {}

  /** The name of the ConfigMap and of the Secret that dev mode adds. */
  public static String objects(String app) {
    return app + "-dev";
  }

  /**
   * Returns the resources for dev mode, preceded by the objects that they need. A pure function.
   */
  public static Resources apply(Resources shipped, OverlaySettings settings) {
    Deployment deployment =
        shipped
            .deployment()
            .orElseThrow(() -> new IllegalArgumentException("no Deployment to overlay"));
    LiveVariables variables = LiveVariables.of(shipped);
    List<HasMetadata> resources = new ArrayList<>();
    resources.add(configMap(deployment, settings, variables));
    resources.add(secret(deployment, settings));
    for (HasMetadata resource : shipped.all()) {
      resources.add(
          resource == deployment
              ? withLiveContent(dev(deployment, settings, variables), variables)
              : resource);
    }
    return new Resources(resources);
  }

  private static ConfigMap configMap(
      Deployment deployment, OverlaySettings settings, LiveVariables variables) {
    String name = deployment.getMetadata().getName();
    Map<String, String> literals = new TreeMap<>();
    AppContainer.of(deployment).getEnv().stream()
        .filter(variables::isLiteral)
        .forEach(it -> literals.put(VARIABLE + it.getName(), it.getValue()));
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(objects(name))
        .withLabels(deployment.getMetadata().getLabels())
        .endMetadata()
        .addToBinaryData(JAR, Base64.getEncoder().encodeToString(settings.supervisorJar()))
        .addToData(PROPERTIES, settings.supervisorProperties())
        .addToData(SHIPPED, Resources.yaml(deployment))
        .addToData(literals)
        .build();
  }

  private static Secret secret(Deployment deployment, OverlaySettings settings) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(objects(deployment.getMetadata().getName()))
        .withLabels(deployment.getMetadata().getLabels())
        .endMetadata()
        .withType("Opaque")
        .addToData(KEY, Base64.getEncoder().encodeToString(settings.key().bytes()))
        .build();
  }

  private static Deployment dev(
      Deployment shipped, OverlaySettings settings, LiveVariables variables) {
    String objects = objects(shipped.getMetadata().getName());
    List<Container> containers =
        new ArrayList<>(shipped.getSpec().getTemplate().getSpec().getContainers());
    int app = AppContainer.index(shipped);
    Container container = container(containers.get(app), settings, variables);
    Container live = withoutLiterals(container, objects, variables);
    containers.set(
        app,
        new ContainerBuilder(live)
            .withEnv(JvmOptionsOfApp.passedOn(live, settings.environment().keySet(), variables))
            .build());
    return new DeploymentBuilder(shipped)
        .editMetadata()
        .addToAnnotations(MODE, DEV)
        .addToAnnotations(DELIVERY, settings.delivery().word())
        .endMetadata()
        .editSpec()
        // Dev mode replaces all replicas at once: a rolling update would keep old code running
        // longer.
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(0))
        .withMaxUnavailable(new IntOrString("100%"))
        .endRollingUpdate()
        .endStrategy()
        .editTemplate()
        .editOrNewMetadata()
        .addToAnnotations(CHECKSUM, checksum(settings))
        .endMetadata()
        .editSpec()
        .withTerminationGracePeriodSeconds(5L)
        // It depends on the number of replicas, and a change of that number must not replace pods.
        .withTopologySpreadConstraints(List.of())
        .withContainers(containers)
        .addAllToVolumes(volumes(shipped, objects))
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** Running pods receive changed files, and their apps receive changed variables. */
  private static Deployment withLiveContent(Deployment dev, LiveVariables variables) {
    Map<String, String> annotations = dev.getSpec().getTemplate().getMetadata().getAnnotations();
    if (variables.isNone()
        && (annotations == null || !annotations.containsKey(PodTemplates.CHECKSUM))) {
      return dev;
    }
    MessageDigest digest = ContentHash.sha256();
    variables.addTo(digest);
    return new DeploymentBuilder(dev)
        .editSpec()
        .editTemplate()
        .editMetadata()
        .addToAnnotations(
            PodTemplates.CHECKSUM, ContentHash.ofDigest(digest.digest()).hex().substring(0, 16))
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static List<Volume> volumes(Deployment shipped, String objects) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName("dev-supervisor")
            .withNewConfigMap()
            .withName(objects)
            .addNewItem()
            .withKey(JAR)
            .withPath(JAR)
            .endItem()
            .addNewItem()
            .withKey(PROPERTIES)
            .withPath(PROPERTIES)
            .endItem()
            .endConfigMap()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName("dev-key")
            .withNewSecret()
            .withSecretName(objects)
            .endSecret()
            .build());
    volumes.add(emptyDir("dev-workspace"));
    if (!hasTmp(AppContainer.of(shipped))) {
      volumes.add(emptyDir("dev-tmp"));
    }
    return volumes;
  }

  /** Whether the user mounts a volume at /tmp. */
  private static boolean hasTmp(Container container) {
    return container.getVolumeMounts().stream().anyMatch(it -> it.getMountPath().equals(TMP));
  }

  private static List<String> command(String java) {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(SupervisorSettings.JVM_OPTIONS);
    command.addAll(List.of("-jar", SUPERVISOR + "/" + JAR, SUPERVISOR + "/" + PROPERTIES));
    return command;
  }

  private static Container container(
      Container shipped, OverlaySettings settings, LiveVariables variables) {
    ContainerBuilder container =
        new ContainerBuilder(shipped)
            .withCommand(command(settings.java()))
            .withArgs(List.of())
            .withEnv(environment(shipped.getEnv(), settings.environment(), variables))
            .withLivenessProbe(null)
            .withStartupProbe(null)
            .withReadinessProbe(eager(shipped.getReadinessProbe()))
            .withResources(withSupervisor(shipped.getResources()))
            .addToVolumeMounts(
                new VolumeMountBuilder()
                    .withName("dev-supervisor")
                    .withMountPath(SUPERVISOR)
                    .withReadOnly(true)
                    .build(),
                new VolumeMountBuilder()
                    .withName("dev-key")
                    .withMountPath(KEY_FOLDER)
                    .withReadOnly(true)
                    .build(),
                new VolumeMountBuilder()
                    .withName("dev-workspace")
                    .withMountPath(WORKSPACE)
                    .build());
    if (!hasTmp(shipped)) {
      container.addNewVolumeMount().withName("dev-tmp").withMountPath(TMP).endVolumeMount();
    }
    settings.pullPolicy().ifPresent(container::withImagePullPolicy);
    return container.build();
  }

  /** The app keeps the memory of the release form; the supervisor's is added. */
  private static @Nullable ResourceRequirements withSupervisor(
      @Nullable ResourceRequirements shipped) {
    return shipped == null
        ? null
        : new ResourceRequirementsBuilder(shipped)
            .withLimits(withSupervisor(shipped.getLimits()))
            .withRequests(withSupervisor(shipped.getRequests()))
            .build();
  }

  private static Map<String, Quantity> withSupervisor(Map<String, Quantity> shipped) {
    Map<String, Quantity> all = new LinkedHashMap<>(shipped);
    all.computeIfPresent(
        "memory",
        (name, memory) -> {
          BigDecimal bytes = Quantity.getAmountInBytes(memory);
          return new Quantity(
              bytes.add(SUPERVISOR_BYTES).divide(MEBI, RoundingMode.CEILING).toPlainString(), "Mi");
        });
    return all;
  }

  private static @Nullable Probe eager(@Nullable Probe readiness) {
    return readiness == null
        ? null
        : new ProbeBuilder(readiness).withPeriodSeconds(1).withFailureThreshold(2).build();
  }

  private static List<EnvVar> environment(
      List<EnvVar> shipped, Map<String, String> dev, LiveVariables variables) {
    Map<String, String> added = new TreeMap<>(dev);
    if (variables.mayHave(LOCALE)) {
      added.keySet().removeAll(LOCALE); // one of them alone would change what the others mean
    }
    // The image's own: a ConfigMap or Secret as a whole would not replace them any more.
    added.keySet().removeIf(it -> JvmVariables.NAMES.contains(it) && variables.mayHave(Set.of(it)));
    Map<String, EnvVar> all = new LinkedHashMap<>();
    shipped.forEach(variable -> all.put(variable.getName(), variable));
    added.forEach(
        (name, value) ->
            all.putIfAbsent(
                name,
                new EnvVarBuilder()
                    .withName(name)
                    .withValue(value.replace("$(", "$$(")) // no reference, as in an image
                    .build()));
    return new ArrayList<>(all.values());
  }

  /**
   * Refers to the dev mode ConfigMap instead of literal values, so that changed values do not
   * replace pods.
   */
  private static Container withoutLiterals(
      Container container, String objects, LiveVariables variables) {
    return new ContainerBuilder(container)
        .withEnv(
            container.getEnv().stream()
                .map(
                    it ->
                        variables.isLiteral(it)
                            ? new EnvVarBuilder()
                                .withName(it.getName())
                                .withNewValueFrom()
                                .withNewConfigMapKeyRef(VARIABLE + it.getName(), objects, null)
                                .endValueFrom()
                                .build()
                            : it)
                .toList())
        .build();
  }

  private static Volume emptyDir(String name) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build();
  }

  /** A changed ConfigMap or key does not replace pods, but a changed template does. */
  private static String checksum(OverlaySettings settings) {
    MessageDigest digest = ContentHash.sha256();
    digest.update(settings.supervisorJar());
    digest.update(settings.supervisorProperties().getBytes(StandardCharsets.UTF_8));
    // The hash of 256 random bits reveals nothing about them.
    digest.update(settings.key().bytes());
    return ContentHash.ofDigest(digest.digest()).hex().substring(0, 16);
  }
}
