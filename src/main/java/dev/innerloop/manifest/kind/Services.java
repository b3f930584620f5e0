package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.pod.Ports;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.WorkloadKind;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.stream.Stream;

/** The Service of the pods; for a StatefulSet also the headless Service. */
final class Services {

  private Services() {}

  static Stream<Service> of(PodPlan plan, Reasons why) {
    Stream<Service> each =
        plan.settings().kind() == WorkloadKind.STATEFULSET
            ? Stream.of(headless(plan))
            : Stream.empty();
    return plan.ports().ofService().isEmpty()
        ? each
        : Stream.concat(each, Stream.of(service(plan, why.of("Service", plan.name()))));
  }

  /** The name of the headless Service, which gives each pod of a StatefulSet a DNS name. */
  static String headlessName(PodPlan plan) {
    return plan.name() + "-pods";
  }

  private static Service headless(PodPlan plan) {
    return new ServiceBuilder()
        .withMetadata(Metadata.named(plan, headlessName(plan)))
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(plan.selector())
        .endSpec()
        .build();
  }

  private static Service service(PodPlan plan, Reasons why) {
    ServiceBuilder service =
        new ServiceBuilder()
            .withMetadata(Metadata.of(plan))
            .withNewSpec()
            .withSelector(plan.selector())
            .endSpec();
    for (Ports.Port port : plan.ports().ofService()) {
      service
          .editSpec()
          .addNewPort()
          .withName(port.name())
          .withPort(why.take("spec.ports[" + port.name() + "].port", port.number()))
          .withTargetPort(new IntOrString(port.name()))
          .endPort()
          .endSpec();
    }
    return service.build();
  }
}
