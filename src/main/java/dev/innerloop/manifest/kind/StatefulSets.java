package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.pod.PodTemplates;
import dev.innerloop.manifest.provenance.Reasons;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;

/** The StatefulSet. */
final class StatefulSets {

  private StatefulSets() {}

  static StatefulSet of(PodPlan plan, Reasons why) {
    StatefulSetBuilder set =
        new StatefulSetBuilder()
            .withMetadata(Workloads.metadata(plan, why))
            .withNewSpec()
            .withServiceName(Services.headlessName(plan))
            .withNewSelector()
            .withMatchLabels(plan.selector())
            .endSelector()
            .withTemplate(PodTemplates.serving(plan, why.at("spec.template")))
            .withVolumeClaimTemplates(Claims.templates(plan, why.at("spec")).toList())
            .endSpec();
    Workloads.replicas(plan, why)
        .ifPresent(number -> set.editSpec().withReplicas(number).endSpec());
    return set.build();
  }
}
