package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.Plan;
import dev.innerloop.manifest.pod.PodTemplates;
import dev.innerloop.manifest.reason.Reasons;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/** Pods that are alike, as many as wanted. */
final class Deployments {

  private static final int RAN_FOR_A_MOMENT = 2;

  private Deployments() {}

  static Deployment of(Plan plan, Reasons why) {
    DeploymentBuilder deployment =
        new DeploymentBuilder()
            .withMetadata(Workloads.metadata(plan, why))
            .withNewSpec()
            .withNewSelector()
            .withMatchLabels(plan.selector())
            .endSelector()
            .withTemplate(PodTemplates.serving(plan, why.at("spec.template")))
            .endSpec();
    if (plan.ports().http().isEmpty()) {
      // Nothing can be asked whether it is ready: having run for a moment has to do.
      deployment
          .editSpec()
          .withMinReadySeconds(
              why.take(
                  "spec.minReadySeconds", RAN_FOR_A_MOMENT, plan.app().endpoints().port().from()))
          .endSpec();
    }
    if (Claims.owned(plan).findAny().isPresent()) {
      // Storage that one node has at a time: a new pod elsewhere would wait for the old one's end.
      deployment
          .editSpec()
          .withNewStrategy()
          .withType(why.take("spec.strategy.type", "Recreate", "volumes.size in the POM"))
          .endStrategy()
          .endSpec();
    }
    Workloads.replicas(plan, why)
        .ifPresent(number -> deployment.editSpec().withReplicas(number).endSpec());
    return deployment.build();
  }
}
