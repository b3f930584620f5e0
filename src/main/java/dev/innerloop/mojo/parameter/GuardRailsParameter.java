package dev.innerloop.mojo.parameter;

import dev.innerloop.cluster.namespace.ContainerLimits;
import dev.innerloop.cluster.namespace.GuardRails;
import dev.innerloop.cluster.namespace.PodSecurity;
import dev.innerloop.manifest.settings.KubernetesText;
import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Restrictions of a new namespace. */
public final class GuardRailsParameter implements CompoundParameter {

  /** Namespaces of common Ingress and Gateway controllers; kube-system for k3s. */
  private static final List<String> INGRESS_NAMESPACES =
      List.of(
          "ingress-nginx",
          "traefik",
          "kube-system",
          "haproxy-controller",
          "projectcontour",
          "istio-system",
          "envoy-gateway-system");

  /**
   * ResourceQuota of the namespace: {@code <limits.memory>4Gi</limits.memory>}, {@code
   * <requests.cpu>2</requests.cpu>}, {@code <pods>20</pods>}.
   */
  @Parameter private @Nullable Map<String, String> quota;

  /** Default requests of containers, such as {@code <cpu>100m</cpu>}. */
  @Parameter private @Nullable Map<String, String> requests;

  /** Default limits of containers, such as {@code <memory>1Gi</memory>}. */
  @Parameter private @Nullable Map<String, String> limits;

  /** Maximum limits of a container, such as {@code <memory>2Gi</memory>}. */
  @Parameter private @Nullable Map<String, String> most;

  /**
   * Whether a NetworkPolicy allows traffic only from the namespace itself and from ingress
   * controllers.
   */
  @Parameter private boolean isolated;

  /**
   * Namespaces of the ingress controllers that can reach an isolated namespace. Default: {@code
   * ingress-nginx}, {@code traefik}, {@code kube-system}, {@code haproxy-controller}, {@code
   * projectcontour}, {@code istio-system} and {@code envoy-gateway-system}.
   */
  @Parameter private @Nullable List<String> ingressNamespaces;

  /**
   * Pod Security level to enforce: {@code privileged}, {@code baseline} or {@code restricted}. The
   * resources that this plugin generates comply with all of them.
   */
  @Parameter private @Nullable String podSecurity;

  public GuardRails settings() {
    return new GuardRails(
        amounts("quota", quota),
        new ContainerLimits(
            amounts("requests", requests), amounts("limits", limits), amounts("most", most)),
        entrances(),
        podSecurity());
  }

  @Override
  public void check(ParameterChecks checks) {
    check(checks, "quota", quota);
    check(checks, "requests", requests);
    check(checks, "limits", limits);
    check(checks, "most", most);
    checks.check(this::entrances);
    checks.check(this::podSecurity);
  }

  private static void check(
      ParameterChecks checks, String part, @Nullable Map<String, String> given) {
    PomValues.texts(given)
        .forEach((name, amount) -> checks.check(() -> amounts(part, Map.of(name, amount))));
  }

  private Optional<PodSecurity> podSecurity() {
    return PomValues.in("guardRails", "podSecurity", podSecurity).map(GuardRailsParameter::level);
  }

  private Optional<List<String>> entrances() {
    if (!isolated) {
      if (ingressNamespaces != null) {
        throw new Problem(
            "guardRails.ingressNamespaces is set, but guardRails.isolated is not.",
            "Add <isolated>true</isolated>, or remove ingressNamespaces.");
      }
      return Optional.empty();
    }
    return Optional.of(
        ingressNamespaces == null
            ? INGRESS_NAMESPACES
            : ingressNamespaces.stream()
                .map(
                    it ->
                        new KubernetesText("guardRails.ingressNamespaces", it == null ? "" : it)
                            .label())
                .toList());
  }

  private static Map<String, String> amounts(String part, @Nullable Map<String, String> given) {
    Map<String, String> amounts = PomValues.texts(given);
    amounts.forEach(
        (resource, amount) ->
            new KubernetesText("guardRails." + part + "." + resource, amount).quantity());
    return amounts;
  }

  private static PodSecurity level(KubernetesText given) {
    for (PodSecurity level : PodSecurity.values()) {
      if (level.name().equalsIgnoreCase(given.text())) {
        return level;
      }
    }
    throw new Problem(
        given.field()
            + " is \""
            + given.text()
            + "\", which is not one of: privileged, baseline, restricted.",
        "Set one of them: <podSecurity>restricted</podSecurity>");
  }
}
