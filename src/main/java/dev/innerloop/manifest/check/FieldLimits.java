package dev.innerloop.manifest.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The valid values of fields, as far as their type does not determine them: from Kubernetes'
 * pkg/apis/{core,apps,batch,autoscaling}/validation.
 */
final class FieldLimits {

  /** A range of numbers, both inclusive. */
  record Range(long least, long most) {

    boolean holds(long number) {
      return number >= least && number <= most;
    }

    String words() {
      return most == Integer.MAX_VALUE || most == Long.MAX_VALUE
          ? "at least " + least
          : "from " + least + " to " + most;
    }
  }

  private static final Range PORT = new Range(1, 65_535);
  private static final Range MODE = new Range(0, 0777);
  private static final Range NOT_NEGATIVE = new Range(0, Integer.MAX_VALUE);
  private static final Range POSITIVE = new Range(1, Integer.MAX_VALUE);
  private static final Range ID = new Range(0, Integer.MAX_VALUE);

  private static final Map<String, Range> RANGES =
      Map.ofEntries(
          Map.entry("core.v1.ContainerPort.containerPort", PORT),
          Map.entry("core.v1.ContainerPort.hostPort", new Range(0, 65_535)),
          Map.entry("core.v1.ServicePort.port", PORT),
          Map.entry("core.v1.ServicePort.targetPort", PORT),
          Map.entry("core.v1.ServicePort.nodePort", new Range(0, 65_535)),
          Map.entry("core.v1.HTTPGetAction.port", PORT),
          Map.entry("core.v1.TCPSocketAction.port", PORT),
          Map.entry("core.v1.GRPCAction.port", PORT),
          Map.entry("networking.v1.ServiceBackendPort.number", PORT),
          Map.entry("networking.v1.NetworkPolicyPort.port", PORT),
          Map.entry("core.v1.Probe.initialDelaySeconds", NOT_NEGATIVE),
          Map.entry("core.v1.Probe.periodSeconds", NOT_NEGATIVE),
          Map.entry("core.v1.Probe.timeoutSeconds", NOT_NEGATIVE),
          Map.entry("core.v1.Probe.successThreshold", NOT_NEGATIVE),
          Map.entry("core.v1.Probe.failureThreshold", NOT_NEGATIVE),
          Map.entry("core.v1.PodSpec.terminationGracePeriodSeconds", NOT_NEGATIVE),
          Map.entry("core.v1.PodSpec.activeDeadlineSeconds", POSITIVE),
          Map.entry("core.v1.PodSecurityContext.runAsUser", ID),
          Map.entry("core.v1.PodSecurityContext.runAsGroup", ID),
          Map.entry("core.v1.PodSecurityContext.fsGroup", ID),
          Map.entry("core.v1.SecurityContext.runAsUser", ID),
          Map.entry("core.v1.SecurityContext.runAsGroup", ID),
          Map.entry("core.v1.ConfigMapVolumeSource.defaultMode", MODE),
          Map.entry("core.v1.SecretVolumeSource.defaultMode", MODE),
          Map.entry("core.v1.ProjectedVolumeSource.defaultMode", MODE),
          Map.entry("core.v1.KeyToPath.mode", MODE),
          Map.entry("core.v1.TopologySpreadConstraint.maxSkew", POSITIVE),
          Map.entry("apps.v1.DeploymentSpec.replicas", NOT_NEGATIVE),
          Map.entry("apps.v1.DeploymentSpec.minReadySeconds", NOT_NEGATIVE),
          Map.entry("apps.v1.DeploymentSpec.revisionHistoryLimit", NOT_NEGATIVE),
          Map.entry("apps.v1.DeploymentSpec.progressDeadlineSeconds", POSITIVE),
          Map.entry("apps.v1.StatefulSetSpec.replicas", NOT_NEGATIVE),
          Map.entry("apps.v1.ReplicaSetSpec.replicas", NOT_NEGATIVE),
          Map.entry("batch.v1.JobSpec.parallelism", NOT_NEGATIVE),
          Map.entry("batch.v1.JobSpec.completions", NOT_NEGATIVE),
          Map.entry("batch.v1.JobSpec.backoffLimit", NOT_NEGATIVE),
          Map.entry("batch.v1.JobSpec.ttlSecondsAfterFinished", NOT_NEGATIVE),
          Map.entry("autoscaling.v2.HorizontalPodAutoscalerSpec.minReplicas", NOT_NEGATIVE),
          Map.entry("autoscaling.v2.HorizontalPodAutoscalerSpec.maxReplicas", POSITIVE));

  private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");

  private static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          Map.entry(
              "core.v1.Container.imagePullPolicy", List.of("Always", "IfNotPresent", "Never")),
          Map.entry("core.v1.ContainerPort.protocol", PROTOCOLS),
          Map.entry("core.v1.ServicePort.protocol", PROTOCOLS),
          Map.entry("networking.v1.NetworkPolicyPort.protocol", PROTOCOLS),
          Map.entry("core.v1.PodSpec.restartPolicy", List.of("Always", "OnFailure", "Never")),
          Map.entry(
              "core.v1.PodSpec.dnsPolicy",
              List.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")),
          Map.entry("core.v1.HTTPGetAction.scheme", List.of("HTTP", "HTTPS")),
          Map.entry(
              "core.v1.Toleration.effect", List.of("NoSchedule", "PreferNoSchedule", "NoExecute")),
          Map.entry("core.v1.Toleration.operator", List.of("Exists", "Equal")),
          Map.entry(
              "core.v1.TopologySpreadConstraint.whenUnsatisfiable",
              List.of("DoNotSchedule", "ScheduleAnyway")),
          Map.entry(
              "core.v1.ServiceSpec.type",
              List.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName")),
          Map.entry("apps.v1.DeploymentStrategy.type", List.of("Recreate", "RollingUpdate")),
          Map.entry(
              "networking.v1.HTTPIngressPath.pathType",
              List.of("Exact", "Prefix", "ImplementationSpecific")),
          Map.entry(
              "batch.v1.CronJobSpec.concurrencyPolicy", List.of("Allow", "Forbid", "Replace")));

  private FieldLimits() {}

  static Optional<Range> range(String type, String field) {
    return Optional.ofNullable(RANGES.get(type + "." + field));
  }

  static Optional<List<String>> words(String type, String field) {
    return Optional.ofNullable(WORDS.get(type + "." + field));
  }
}
