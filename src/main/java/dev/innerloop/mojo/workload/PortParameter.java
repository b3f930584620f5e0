package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.ContainerSettings.NamedPort;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Another port at which the app listens, of the container and of the Service. */
public final class PortParameter {

  /** The name of the port, such as {@code grpc}: at most 15 lower-case letters and digits. */
  @Parameter private @Nullable String name;

  /** The port, from 1 to 65535. */
  @Parameter private @Nullable String number;

  public NamedPort settings() {
    return new NamedPort(
        Written.required("ports", "name", name).portName(),
        Written.required("ports", "number", number).port());
  }
}
