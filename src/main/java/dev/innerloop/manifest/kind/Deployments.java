package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.pod.PodTemplates;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/** The Deployment. */
final class Deployments {

  private static final int RAN_FOR_A_MOMENT = 2;

  private Deployments() {}

  static Deployment of(PodPlan plan, Reasons why) {
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
      // Without a port there is no readiness probe, so a pod counts as ready after it has run for a
      // moment.
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
   * Only one node can mount it at a time, so the old pod must stop first. "Recreate" would do the
   * same, but the API server rejects it for an existing Deployment with default rolling update
   * settings.
   */
  private static void storage(PodPlan plan, DeploymentBuilder deployment, Reasons why) {
    if (plan.mostReplicas() > 1) {
      throw new Problem(
          "volumes.size is a volume that only one node can mount, but up to "
              + plan.mostReplicas()
              + " replicas can run on several nodes.",
          "Use a volume for each replica with <kind>statefulset</kind>, or a shared claim with"
              + " volumes.claim.");
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
