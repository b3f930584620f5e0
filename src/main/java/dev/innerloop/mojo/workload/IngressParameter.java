package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.Given;
import dev.innerloop.manifest.settings.NetworkSettings.Exposure;
import java.util.Properties;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** How {@code host} leads to the app. */
public final class IngressParameter {

  /** The path that requests to the app begin with. Without it: the app's own base path. */
  @Parameter private @Nullable String path;

  /** The Secret with the host's certificate. */
  @Parameter private @Nullable String tlsSecret;

  /** The IngressClass. Without it: the cluster's default. */
  @Parameter private @Nullable String className;

  /** A Gateway, as NAME or NAMESPACE/NAME: makes it an HTTPRoute instead of an Ingress. */
  @Parameter private @Nullable String gateway;

  /** Annotations, as Ingress controllers and cert-manager read them. */
  @Parameter private @Nullable Properties annotations;

  /**
   * @param host that leads to the app
   */
  public Exposure settings(String host) {
    return new Exposure(
        new Given("dev.host", host).host(),
        Written.in("ingress", "path", path).map(Given::path),
        Written.in("ingress", "tlsSecret", tlsSecret).map(Given::name),
        Written.in("ingress", "className", className).map(Given::name),
        Written.in("ingress", "gateway", gateway).map(IngressParameter::gateway),
        Given.annotations("ingress.annotations", Written.sorted(annotations)));
  }

  private static String gateway(Given given) {
    for (String part : given.text().split("/", 2)) {
      new Given(given.field(), part).name();
    }
    return given.text();
  }
}
