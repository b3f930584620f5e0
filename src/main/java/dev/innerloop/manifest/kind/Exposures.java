package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.pod.Ports;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.NetworkSettings.Exposure;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.SourcedValue;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.stream.Stream;

/** The Ingress, HTTPRoute or Route that exposes the app. */
final class Exposures {

  private Exposures() {}

  static Stream<HasMetadata> of(PodPlan plan, Reasons why) {
    return plan.settings().network().exposure().stream().map(exposure -> of(plan, exposure, why));
  }

  private static HasMetadata of(PodPlan plan, Exposure exposure, Reasons why) {
    Ports.Port port =
        plan.ports()
            .http()
            .orElseThrow(
                () ->
                    new Problem(
                        "host is set, but " + plan.name() + " has no HTTP port.",
                        "Remove host, or set the port: -Ddev.port=8080"));
    if (exposure.gateway().isPresent()) {
      return HttpRoutes.of(plan, exposure, port, why.of("HTTPRoute", plan.name()));
    }
    return plan.openShift()
        ? Routes.of(plan, exposure, why.of("Route", plan.name()))
        : Ingresses.of(plan, exposure, why.of("Ingress", plan.name()));
  }

  static SourcedValue<String> path(PodPlan plan, Exposure exposure) {
    return exposure
        .path()
        .map(path -> new SourcedValue<>(path, "ingress.path in the POM"))
        .orElse(plan.app().endpoints().basePath());
  }
}
