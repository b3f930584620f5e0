package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.Plan;
import dev.innerloop.manifest.pod.PodTemplates;
import dev.innerloop.manifest.reason.Reasons;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.IntOrString;
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
      storage(plan, deployment, why.at("spec.strategy.rollingUpdate"));
    }
    Workloads.replicas(plan, why)
        .ifPresent(number -> deployment.editSpec().withReplicas(number).endSpec());
    return deployment.build();
  }

  /**
   * One node has it at a time. The former pod goes first; "Recreate" would say so, too, but the API
   * server refuses it for what it has once given its own defaults.
   */
  private static void storage(Plan plan, DeploymentBuilder deployment, Reasons why) {
    if (plan.mostReplicas() > 1) {
      throw new Problem(
          "volumes.size is storage that one node has at a time, and there may be "
              + plan.mostReplicas()
              + " replicas on several.",
          "Give each replica its own: <kind>statefulset</kind>, or name a claim that all can have:"
              + " volumes.claim");
    }
    deployment
        .editSpec()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(why.take("maxSurge", 0, "volumes.size in the POM")))
        .withMaxUnavailable(
            new IntOrString(why.take("maxUnavailable", 1, "volumes.size in the POM")))
        .endRollingUpdate()
        .endStrategy()
        .endSpec();
  }
}
