package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.KubernetesText;
import dev.innerloop.manifest.settings.NetworkSettings.Exposure;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Routing from {@code host} to the app. */
public final class IngressParameter implements CompoundParameter {

  /** Path prefix of requests to the app. Default: the app's own base path. */
  @Parameter private @Nullable String path;

  /** Name of the Secret with the TLS certificate of the host. */
  @Parameter private @Nullable String tlsSecret;

  /** IngressClass. Default: the cluster's default class. */
  @Parameter private @Nullable String className;

  /** Gateway, as NAME or NAMESPACE/NAME: creates an HTTPRoute instead of an Ingress. */
  @Parameter private @Nullable String gateway;

  /** Annotations, for example for the Ingress controller or cert-manager. */
  @Parameter private @Nullable Properties annotations;

  /**
   * @param host under which the app is exposed
   */
  public Exposure settings(String host) {
    return new Exposure(
        new KubernetesText("dev.host", host).host(),
        path(),
        name("tlsSecret", tlsSecret),
        name("className", className),
        gateway(),
        annotations());
  }

  @Override
  public void check(ParameterChecks checks) {
    checks.check(this::path);
    checks.check(() -> name("tlsSecret", tlsSecret));
    checks.check(() -> name("className", className));
    checks.check(this::gateway);
    checks.check(this::annotations);
  }

  private Optional<String> path() {
    return PomValues.in("ingress", "path", path).map(KubernetesText::path);
  }

  private static Optional<String> name(String field, @Nullable String text) {
    return PomValues.in("ingress", field, text).map(KubernetesText::name);
  }

  private Optional<String> gateway() {
    return PomValues.in("ingress", "gateway", gateway).map(IngressParameter::gateway);
  }

  private Map<String, String> annotations() {
    return KubernetesText.annotations("ingress.annotations", PomValues.sorted(annotations));
  }

  private static String gateway(KubernetesText given) {
    for (String part : given.text().split("/", 2)) {
      new KubernetesText(given.field(), part).name();
    }
    return given.text();
  }
}
