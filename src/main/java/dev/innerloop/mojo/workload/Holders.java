package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.Given;
import dev.innerloop.manifest.settings.Holder;
import dev.innerloop.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Secret or a ConfigMap, whichever is named. */
final class Holders {

  private Holders() {}

  static Holder one(String parameter, @Nullable String secret, @Nullable String configMap) {
    Optional<Given> hidden = Written.in(parameter, "secret", secret);
    Optional<Given> open = Written.in(parameter, "configMap", configMap);
    if (hidden.isPresent() == open.isPresent()) {
      throw new Problem(
          parameter + " needs one of secret and configMap.",
          "Name the one that holds the values: <secret>NAME</secret>");
    }
    return hidden
        .map(given -> new Holder(true, given.name()))
        .orElseGet(() -> new Holder(false, open.orElseThrow().name()));
  }
}
