package dev.innerloop.manifest.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Network access to the app.
 *
 * @param allowedNamespaces namespaces with access, in addition to its own; empty without a
 *     NetworkPolicy
 */
public record NetworkSettings(
    Optional<Exposure> exposure, Optional<List<String>> allowedNamespaces) {

  static final NetworkSettings NONE = new NetworkSettings(Optional.empty(), Optional.empty());

  public NetworkSettings {
    allowedNamespaces = allowedNamespaces.map(List::copyOf);
  }

  /**
   * How the app is exposed.
   *
   * @param path prefix of requests; if empty, the app's own base path
   * @param tlsSecret the Secret with the host's certificate
   * @param className IngressClass; if empty, the cluster's default
   * @param gateway {@code name} or {@code namespace/name}; creates an HTTPRoute
   */
  public record Exposure(
      String host,
      Optional<String> path,
      Optional<String> tlsSecret,
      Optional<String> className,
      Optional<String> gateway,
      Map<String, String> annotations) {

    public Exposure {
      annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
      annotations = WorkloadSettings.inOrder(annotations);
    }
  }
}
