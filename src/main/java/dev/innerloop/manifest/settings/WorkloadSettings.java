package dev.innerloop.manifest.settings;

import dev.innerloop.manifest.settings.ContainerSettings.EnvironmentSource;
import dev.innerloop.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user set of an app's resources; what is not set is decided when they are generated.
 *
 * @param labels of all resources and pods, beside ours
 * @param annotations of the workload and its pods
 */
public record WorkloadSettings(
    Kind kind,
    JobSettings job,
    Map<String, String> labels,
    Map<String, String> annotations,
    ContainerSettings container,
    PodSettings pod,
    NetworkSettings network,
    AvailabilitySettings availability) {

  /** Nothing is set. */
  public static final WorkloadSettings NONE =
      new WorkloadSettings(
          Kind.DEPLOYMENT,
          JobSettings.NONE,
          Map.of(),
          Map.of(),
          ContainerSettings.NONE,
          PodSettings.NONE,
          NetworkSettings.NONE,
          AvailabilitySettings.NONE);

  public WorkloadSettings {
    labels = inOrder(labels);
    annotations = inOrder(annotations);
    if (kind == Kind.CRONJOB && job.schedule().isEmpty()) {
      throw new Problem(
          "dev.kind is cronjob, and nothing says when it runs.",
          "Say it as cron does: <job><schedule>0 3 * * *</schedule></job>");
    }
    if (!kind.serves()) {
      refuse(kind, "host", network.exposure().isPresent());
      refuse(kind, "ports", !container.ports().isEmpty());
      refuse(kind, "disruptionBudget", availability.budget().isPresent());
      refuse(kind, "autoscaling", availability.autoscaling().isPresent());
    }
  }

  private static void refuse(Kind kind, String field, boolean set) {
    if (set) {
      throw new Problem(
          field + " is set, and a " + kind.title() + " has no use for it.",
          "Leave it out, or choose another kind: -Ddev.kind=deployment");
    }
  }

  /** The environment variables whose values are known here. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>(pod.config().variables());
    variables.putAll(pod.secret().variables());
    variables.putAll(container.environment());
    return variables;
  }

  /** The same, with more environment variables from what is in the namespace. */
  public WorkloadSettings withSources(List<EnvironmentSource> more) {
    return new WorkloadSettings(
        kind, job, labels, annotations, container.withSources(more), pod, network, availability);
  }

  /** The same, of an app that is told where others are. */
  public WorkloadSettings besides(Map<String, String> neighbours) {
    return new WorkloadSettings(
        kind, job, labels, annotations, container.besides(neighbours), pod, network, availability);
  }

  /** The same, where containers of which nothing is said get other resources than usual. */
  public WorkloadSettings fitted(ContainerSettings.Resources otherwise) {
    return new WorkloadSettings(
        kind, job, labels, annotations, container.fitted(otherwise), pod, network, availability);
  }

  /** A copy that keeps the order of its entries, so that the same POM gives the same bytes. */
  static Map<String, String> inOrder(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
