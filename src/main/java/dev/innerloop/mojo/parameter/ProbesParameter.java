package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.KubernetesText;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Health probes of the app, if they cannot be detected from its configuration. */
public final class ProbesParameter implements CompoundParameter {

  /** Path of the readiness probe: a status below 400 means that the app can serve requests. */
  @Parameter private @Nullable String readiness;

  /** Path of the liveness probe: a status of 400 or above means that the app must be restarted. */
  @Parameter private @Nullable String liveness;

  /**
   * Path of the startup probe: a status below 400 means that the app has started. Default: the
   * readiness path.
   */
  @Parameter private @Nullable String startup;

  /**
   * Port of the probes. Default: the app's management port if it has one, or else its HTTP port.
   */
  @Parameter private @Nullable String port;

  /** Maximum startup time of the app in seconds. Default: 180. */
  @Parameter private @Nullable String startupTimeout;

  public ContainerSettings.Probes settings() {
    return new ContainerSettings.Probes(
        path("readiness", readiness),
        path("liveness", liveness),
        path("startup", startup),
        port(),
        startupTimeout());
  }

  @Override
  public void check(ParameterChecks checks) {
    checks.check(() -> path("readiness", readiness));
    checks.check(() -> path("liveness", liveness));
    checks.check(() -> path("startup", startup));
    checks.check(this::port);
    checks.check(this::startupTimeout);
  }

  private Optional<Integer> port() {
    return PomValues.in("probes", "port", port).map(KubernetesText::port);
  }

  private OptionalInt startupTimeout() {
    return PomValues.in("probes", "startupTimeout", startupTimeout)
        .map(given -> OptionalInt.of(given.number(1, 3600)))
        .orElse(OptionalInt.empty());
  }

  private static Optional<String> path(String field, @Nullable String text) {
    return PomValues.in("probes", field, text).map(KubernetesText::path);
  }
}
