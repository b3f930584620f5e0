package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.KubernetesText;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** NetworkPolicy of the app: allows traffic from its own namespace and from these. */
public final class NetworkPolicyParameter {

  /** Additional namespaces, such as that of the Ingress controller. */
  @Parameter private @Nullable List<String> namespaces;

  public List<String> settings() {
    return namespaces == null
        ? List.of()
        : namespaces.stream()
            .map(
                name ->
                    new KubernetesText("networkPolicy.namespaces", name == null ? "" : name)
                        .label())
            .toList();
  }
}
