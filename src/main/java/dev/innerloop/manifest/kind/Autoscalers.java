package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.AvailabilitySettings.Autoscaling;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.SourcedValue;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The HorizontalPodAutoscaler. */
final class Autoscalers {

  /** Percent of the requests, so that new pods start before all of it is used. */
  private static final int CPU = 80;

  private Autoscalers() {}

  static Stream<HorizontalPodAutoscaler> of(PodPlan plan, Reasons why) {
    return plan.settings().availability().autoscaling().stream()
        .map(autoscaling -> autoscaler(plan, autoscaling, why));
  }

  private static HorizontalPodAutoscaler autoscaler(
      PodPlan plan, Autoscaling autoscaling, Reasons why) {
    if (plan.replicas().isPresent()) {
      throw new Problem(
          "dev.replicas and autoscaling both set the number of replicas.",
          "Remove one of them. The initial number with autoscaling is autoscaling.min.");
    }
    Reasons own = why.of("HorizontalPodAutoscaler", plan.name()).at("spec");
    return new HorizontalPodAutoscalerBuilder()
        .withMetadata(Metadata.of(plan))
        .withNewSpec()
        .withNewScaleTargetRef()
        .withApiVersion("apps/v1")
        .withKind(plan.settings().kind().title())
        .withName(plan.name())
        .endScaleTargetRef()
        .withMinReplicas(own.take("minReplicas", autoscaling.min(), "autoscaling.min in the POM"))
        .withMaxReplicas(own.take("maxReplicas", autoscaling.max(), "autoscaling.max in the POM"))
        .withMetrics(metrics(autoscaling, own))
        .endSpec()
        .build();
  }

  private static List<MetricSpec> metrics(Autoscaling autoscaling, Reasons why) {
    List<MetricSpec> metrics = new ArrayList<>();
    add(metrics, "cpu", autoscaling.cpu(), why);
    add(metrics, "memory", autoscaling.memory(), why);
    if (metrics.isEmpty()) {
      metrics.add(metric("cpu", new SourcedValue<>(CPU, Reasons.DEFAULT), 0, why));
    }
    return metrics;
  }

  private static void add(
      List<MetricSpec> metrics, String resource, OptionalInt percent, Reasons why) {
    percent.ifPresent(
        number ->
            metrics.add(
                metric(
                    resource,
                    new SourcedValue<>(number, "autoscaling." + resource + " in the POM"),
                    metrics.size(),
                    why)));
  }

  private static MetricSpec metric(
      String resource, SourcedValue<Integer> percent, int index, Reasons why) {
    return new MetricSpecBuilder()
        .withType("Resource")
        .withNewResource()
        .withName(resource)
        .withNewTarget()
        .withType("Utilization")
        .withAverageUtilization(
            why.take("metrics[" + index + "].resource.target.averageUtilization", percent))
        .endTarget()
        .endResource()
        .build();
  }
}
