package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.Given;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** How the app is asked how it does, where its own configuration does not tell. */
public final class ProbesParameter {

  /** The path that answers below 400 when the app can take requests. */
  @Parameter private @Nullable String readiness;

  /** The path that answers below 400 unless the app needs a restart. */
  @Parameter private @Nullable String liveness;

  /** The path that answers below 400 once the app has started. Without it: that of readiness. */
  @Parameter private @Nullable String startup;

  /** The port of these paths. Without it: the app's own, or its management port. */
  @Parameter private @Nullable String port;

  /** How many seconds the app may take to start. Without it: 180. */
  @Parameter private @Nullable String startupTimeout;

  public ContainerSettings.Probes settings() {
    return new ContainerSettings.Probes(
        path("readiness", readiness),
        path("liveness", liveness),
        path("startup", startup),
        Written.in("probes", "port", port).map(Given::port),
        Written.in("probes", "startupTimeout", startupTimeout)
            .map(given -> OptionalInt.of(given.number(1, 3600)))
            .orElse(OptionalInt.empty()));
  }

  private static Optional<String> path(String field, @Nullable String text) {
    return Written.in("probes", field, text).map(Given::path);
  }
}
