package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.ContainerSettings.NamedPort;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Additional port of the app's container and Service. */
public final class PortParameter implements CompoundParameter {

  /** Name of the port, such as {@code grpc}: at most 15 lower-case letters and digits. */
  @Parameter private @Nullable String name;

  /** Port number, from 1 to 65535. */
  @Parameter private @Nullable String number;

  public NamedPort settings() {
    return new NamedPort(name(), number());
  }

  @Override
  public void check(ParameterChecks checks) {
    checks.check(this::name);
    checks.check(this::number);
  }

  private String name() {
    return PomValues.required("ports", "name", name).portName();
  }

  private int number() {
    return PomValues.required("ports", "number", number).port();
  }
}
