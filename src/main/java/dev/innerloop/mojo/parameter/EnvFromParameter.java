package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.ConfigReference;
import dev.innerloop.manifest.settings.ContainerSettings.EnvironmentSource;
import dev.innerloop.manifest.settings.KubernetesText;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Environment variables from an existing Secret or ConfigMap. */
public final class EnvFromParameter implements CompoundParameter {

  /** Name of the Secret. */
  @Parameter private @Nullable String secret;

  /** Name of the ConfigMap, instead of a Secret. */
  @Parameter private @Nullable String configMap;

  /** Key to use. Default: all keys, each as a variable of the same name. */
  @Parameter private @Nullable String key;

  /** Name of the variable for {@code key}. */
  @Parameter private @Nullable String name;

  /** Whether pods start if the Secret or ConfigMap does not exist. */
  @Parameter(defaultValue = "false")
  private boolean optional;

  public EnvironmentSource settings() {
    return new EnvironmentSource(holder(), key(), variable(), optional);
  }

  @Override
  public void check(ParameterChecks checks) {
    checks.check(this::holder);
    checks.check(this::key);
    checks.check(this::variable);
    checks.check(this::settings);
  }

  private ConfigReference holder() {
    return ReferenceParser.one("envFrom", secret, configMap);
  }

  private Optional<String> key() {
    return PomValues.in("envFrom", "key", key).map(KubernetesText::dataKey);
  }

  private Optional<String> variable() {
    return PomValues.in("envFrom", "name", name).map(KubernetesText::variable);
  }
}
