package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.pod.Ports;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.NetworkSettings.Exposure;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;

/** The Ingress of a host, for clusters with an Ingress controller. */
final class Ingresses {

  private Ingresses() {}

  static Ingress of(PodPlan plan, Exposure exposure, Reasons why) {
    String host = why.take("spec.rules[0].host", exposure.host(), "dev.host");
    IngressBuilder ingress =
        new IngressBuilder()
            .withMetadata(Metadata.of(plan))
            .editMetadata()
            .withAnnotations(exposure.annotations())
            .endMetadata()
            .withNewSpec()
            .withIngressClassName(
                exposure
                    .className()
                    .map(
                        name ->
                            why.take("spec.ingressClassName", name, "ingress.className in the POM"))
                    .orElse(null))
            .addNewRule()
            .withHost(host)
            .withNewHttp()
            .addNewPath()
            .withPath(why.take("spec.rules[0].http.paths[0].path", Exposures.path(plan, exposure)))
            .withPathType("Prefix")
            .withNewBackend()
            .withNewService()
            .withName(plan.name())
            .withNewPort()
            .withName(Ports.HTTP)
            .endPort()
            .endService()
            .endBackend()
            .endPath()
            .endHttp()
            .endRule()
            .endSpec();
    exposure
        .tlsSecret()
        .ifPresent(
            secret ->
                ingress
                    .editSpec()
                    .addNewTl()
                    .withHosts(host)
                    .withSecretName(
                        why.take("spec.tls[0].secretName", secret, "ingress.tlsSecret in the POM"))
                    .endTl()
                    .endSpec());
    return ingress.build();
  }
}
