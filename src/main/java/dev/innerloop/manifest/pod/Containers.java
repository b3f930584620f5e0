package dev.innerloop.manifest.pod;

import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.ContainerSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Optional;

/** The app's container. */
final class Containers {

  /** Without a limit, the JVM would size the heap by the memory of the node. */
  private static final String MEMORY = "1Gi";

  private static final String CPU_REQUEST = "100m";

  private Containers() {}

  static Container container(PodPlan plan, Reasons why) {
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(plan.name())
            .withImage(why.take("image", plan.image(), "dev.image, or registry, name and content"))
            .withImagePullPolicy("IfNotPresent")
            .withEnv(Environment.variables(plan, why))
            .withEnvFrom(Environment.sources(plan, why))
            .withResources(resources(plan.settings().container().resources(), why.at("resources")))
            .withVolumeMounts(new Volumes(plan).mounts(why))
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(
                why.take(
                    "securityContext.allowPrivilegeEscalation", false, PodTemplates.RESTRICTED))
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext();
    for (Ports.Port port : plan.ports().all()) {
      container
          .addNewPort()
          .withName(port.name())
          .withContainerPort(why.take("ports[" + port.name() + "].containerPort", port.number()))
          .endPort();
    }
    Probes.of(plan, why)
        .ifPresent(
            probes ->
                container
                    .withStartupProbe(probes.startup())
                    .withReadinessProbe(probes.readiness())
                    .withLivenessProbe(probes.liveness()));
    return container.build();
  }

  /**
   * The memory request equals the limit, because a heap does not shrink. CPU has no limit by
   * default, because it would throttle the start, when a JVM needs most CPU.
   */
  private static ResourceRequirements resources(ContainerSettings.Resources said, Reasons why) {
    ResourceRequirementsBuilder resources =
        new ResourceRequirementsBuilder()
            .addToRequests("cpu", quantity("requests.cpu", said.cpu(), "cpu", CPU_REQUEST, why))
            .addToRequests(
                "memory", quantity("requests.memory", said.memory(), "memory", MEMORY, why))
            .addToLimits("memory", quantity("limits.memory", said.memory(), "memory", MEMORY, why));
    said.cpuLimit()
        .ifPresent(
            limit ->
                resources.addToLimits(
                    "cpu", quantity("limits.cpu", said.cpuLimit(), "cpuLimit", limit, why)));
    return resources.build();
  }

  private static Quantity quantity(
      String field, Optional<String> said, String parameter, String otherwise, Reasons why) {
    return new Quantity(
        why.take(
            field,
            said.orElse(otherwise),
            said.isPresent() ? "resources." + parameter + " in the POM" : Reasons.DEFAULT));
  }
}
