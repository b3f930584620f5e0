package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.pod.Ports;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.NetworkSettings.Exposure;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;

/** The HTTPRoute of a host, for clusters with a Gateway. */
final class HttpRoutes {

  private HttpRoutes() {}

  static HTTPRoute of(PodPlan plan, Exposure exposure, Ports.Port port, Reasons why) {
    String gateway =
        why.take(
            "spec.parentRefs[0].name",
            exposure.gateway().orElseThrow().replaceFirst(".*/", ""),
            "ingress.gateway in the POM");
    String given = exposure.gateway().orElseThrow();
    return new HTTPRouteBuilder()
        .withMetadata(Metadata.of(plan))
        .editMetadata()
        .withAnnotations(exposure.annotations())
        .endMetadata()
        .withNewSpec()
        .addNewParentRef()
        .withName(gateway)
        .withNamespace(given.contains("/") ? given.substring(0, given.indexOf('/')) : null)
        .endParentRef()
        .withHostnames(why.take("spec.hostnames[0]", exposure.host(), "dev.host"))
        .addNewRule()
        .addNewMatch()
        .withNewPath()
        .withType("PathPrefix")
        .withValue(why.take("spec.rules[0].matches[0].path.value", Exposures.path(plan, exposure)))
        .endPath()
        .endMatch()
        .addNewBackendRef()
        .withName(plan.name())
        .withPort(why.take("spec.rules[0].backendRefs[0].port", port.number()))
        .endBackendRef()
        .endRule()
        .endSpec()
        .build();
  }
}
