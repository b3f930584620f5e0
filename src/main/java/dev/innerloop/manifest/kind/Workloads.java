package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.provenance.Reasons;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The workload of the app: exactly one. */
final class Workloads {

  private Workloads() {}

  static Stream<HasMetadata> of(PodPlan plan, Reasons why) {
    Reasons own = why.of(plan.settings().kind().title(), plan.name());
    return Stream.of(
        switch (plan.settings().kind()) {
          case DEPLOYMENT -> Deployments.of(plan, own);
          case STATEFULSET -> StatefulSets.of(plan, own);
          case JOB -> Jobs.job(plan, own);
          case CRONJOB -> Jobs.cronJob(plan, own);
        });
  }

  static ObjectMeta metadata(PodPlan plan, Reasons why) {
    Reasons own = why.at("metadata");
    own.take("name", plan.name(), "dev.name, or the artifactId");
    plan.settings()
        .labels()
        .forEach((name, value) -> own.take("labels[" + name + "]", value, "labels in the POM"));
    plan.settings()
        .annotations()
        .forEach(
            (name, value) ->
                own.take("annotations[" + name + "]", value, "annotations in the POM"));
    return new ObjectMetaBuilder(Metadata.of(plan))
        .withAnnotations(plan.settings().annotations())
        .build();
  }

  /** Set only if configured by the user; otherwise the cluster or the autoscaler decides. */
  static OptionalInt replicas(PodPlan plan, Reasons why) {
    plan.replicas().ifPresent(number -> why.take("spec.replicas", number, "dev.replicas"));
    return plan.replicas();
  }
}
