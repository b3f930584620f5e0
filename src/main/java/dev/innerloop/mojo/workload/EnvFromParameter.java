package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.ContainerSettings.EnvironmentSource;
import dev.innerloop.manifest.settings.Given;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Environment variables from a Secret or ConfigMap that is in the namespace. */
public final class EnvFromParameter {

  /** The name of the Secret. */
  @Parameter private @Nullable String secret;

  /** The name of the ConfigMap, instead of a Secret. */
  @Parameter private @Nullable String configMap;

  /** The entry to take. Without it: all of them, each by its own name. */
  @Parameter private @Nullable String key;

  /** The name of the variable that the entry becomes. */
  @Parameter private @Nullable String name;

  /** Whether pods start without it. */
  @Parameter(defaultValue = "false")
  private boolean optional;

  public EnvironmentSource settings() {
    return new EnvironmentSource(
        Holders.one("envFrom", secret, configMap),
        Written.in("envFrom", "key", key).map(Given::dataKey),
        Written.in("envFrom", "name", name).map(Given::variable),
        optional);
  }
}
