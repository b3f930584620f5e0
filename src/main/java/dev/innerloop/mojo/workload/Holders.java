package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.Given;
import dev.innerloop.manifest.settings.Holder;
import dev.innerloop.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reference to a Secret or a ConfigMap. */
final class Holders {

  private Holders() {}

  static Holder one(String parameter, @Nullable String secret, @Nullable String configMap) {
    Optional<Given> hidden = Written.in(parameter, "secret", secret);
    Optional<Given> open = Written.in(parameter, "configMap", configMap);
    if (hidden.isPresent() == open.isPresent()) {
      throw new Problem(
          parameter + " needs either secret or configMap.",
          "Set the name of one of them: <secret>NAME</secret>");
    }
    return hidden
        .map(given -> new Holder(true, given.name()))
        .orElseGet(() -> new Holder(false, open.orElseThrow().name()));
  }
}
