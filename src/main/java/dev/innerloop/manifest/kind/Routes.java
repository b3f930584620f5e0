package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.pod.Ports;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.NetworkSettings.Exposure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Route of a host on OpenShift. Its router has a certificate, so it terminates TLS. Untyped, to
 * avoid the download of the OpenShift model for all users.
 */
final class Routes {

  private Routes() {}

  static GenericKubernetesResource of(PodPlan plan, Exposure exposure, Reasons why) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("host", why.take("spec.host", exposure.host(), "dev.host"));
    String path = why.take("spec.path", Exposures.path(plan, exposure));
    spec.put("path", path);
    spec.put("port", Map.of("targetPort", Ports.HTTP));
    Map<String, Object> tls = new LinkedHashMap<>();
    tls.put("termination", why.take("spec.tls.termination", "edge", Reasons.DEFAULT));
    tls.put("insecureEdgeTerminationPolicy", "Redirect");
    spec.put("tls", tls);
    Map<String, Object> to = new LinkedHashMap<>();
    to.put("kind", "Service");
    to.put("name", plan.name());
    spec.put("to", to);
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("route.openshift.io/v1")
        .withKind("Route")
        .withMetadata(
            new ObjectMetaBuilder(Metadata.of(plan))
                .withAnnotations(exposure.annotations())
                .build())
        .addToAdditionalProperties("spec", spec)
        .build();
  }
}
