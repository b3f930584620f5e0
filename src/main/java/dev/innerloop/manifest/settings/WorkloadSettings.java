package dev.innerloop.manifest.settings;

import dev.innerloop.manifest.settings.ContainerSettings.EnvironmentSource;
import dev.innerloop.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The user's settings of an app's resources; defaults are applied when they are generated.
 *
 * @param labels additional labels of all resources and pods
 * @param annotations of the workload and its pods
 */
public record WorkloadSettings(
    WorkloadKind kind,
    JobSettings job,
    Map<String, String> labels,
    Map<String, String> annotations,
    ContainerSettings container,
    PodSettings pod,
    NetworkSettings network,
    AvailabilitySettings availability) {

  /** Default settings. */
  public static final WorkloadSettings NONE =
      new WorkloadSettings(
          WorkloadKind.DEPLOYMENT,
          JobSettings.NONE,
          Map.of(),
          Map.of(),
          ContainerSettings.NONE,
          PodSettings.NONE,
          NetworkSettings.NONE,
          AvailabilitySettings.NONE);

  public WorkloadSettings {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    labels = inOrder(labels);
    annotations = inOrder(annotations);
    if (kind == WorkloadKind.CRONJOB && job.schedule().isEmpty()) {
      throw new Problem(
          "dev.kind is cronjob, but job.schedule is not set.",
          "Set it in cron syntax: <job><schedule>0 3 * * *</schedule></job>");
    }
    if (!kind.serves()) {
      refuse(kind, "host", network.exposure().isPresent());
      refuse(kind, "ports", !container.ports().isEmpty());
      refuse(kind, "disruptionBudget", availability.budget().isPresent());
      refuse(kind, "autoscaling", availability.autoscaling().isPresent());
    }
  }

  private static void refuse(WorkloadKind kind, String field, boolean set) {
    if (set) {
      throw new Problem(
          field + " is set, but a " + kind.title() + " does not support it.",
          "Remove it, or set another kind: -Ddev.kind=deployment");
    }
  }

  /** The environment variables with known values. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>(pod.config().variables());
    variables.putAll(pod.secret().variables());
    variables.putAll(container.environment());
    return variables;
  }

  /** The same, with more environment variables from existing ConfigMaps and Secrets. */
  public WorkloadSettings withSources(List<EnvironmentSource> more) {
    return new WorkloadSettings(
        kind, job, labels, annotations, container.withSources(more), pod, network, availability);
  }

  /**
   * The same, with the addresses of other apps.
   *
   * @param unused those that are no part of the manifests
   */
  public WorkloadSettings withPeers(Map<String, String> peers, Map<String, String> unused) {
    return new WorkloadSettings(
        kind,
        job,
        labels,
        annotations,
        container.withPeers(peers, unused),
        pod,
        network,
        availability);
  }

  /** The same, with other default resources of containers. */
  public WorkloadSettings withDefaultResources(ContainerSettings.Resources otherwise) {
    return new WorkloadSettings(
        kind,
        job,
        labels,
        annotations,
        container.withDefaultResources(otherwise),
        pod,
        network,
        availability);
  }

  /** A copy that preserves the order of its entries, so that equal POMs give equal bytes. */
  static Map<String, String> inOrder(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
