package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.ConfigReference;
import dev.innerloop.manifest.settings.KubernetesText;
import dev.innerloop.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reference to a Secret or a ConfigMap. */
final class ReferenceParser {

  private ReferenceParser() {}

  static ConfigReference one(
      String parameter, @Nullable String secret, @Nullable String configMap) {
    Optional<KubernetesText> hidden = PomValues.in(parameter, "secret", secret);
    Optional<KubernetesText> open = PomValues.in(parameter, "configMap", configMap);
    if (hidden.isPresent() == open.isPresent()) {
      throw new Problem(
          parameter + " needs either secret or configMap.",
          "Set the name of one of them: <secret>NAME</secret>");
    }
    return hidden
        .map(given -> new ConfigReference(true, given.name()))
        .orElseGet(() -> new ConfigReference(false, open.orElseThrow().name()));
  }
}
