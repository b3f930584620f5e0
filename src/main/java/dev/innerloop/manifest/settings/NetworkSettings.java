package dev.innerloop.manifest.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who reaches the app.
 *
 * @param allowedNamespaces those that may reach it besides its own; empty if nothing is forbidden
 */
public record NetworkSettings(
    Optional<Exposure> exposure, Optional<List<String>> allowedNamespaces) {

  static final NetworkSettings NONE = new NetworkSettings(Optional.empty(), Optional.empty());

  public NetworkSettings {
    allowedNamespaces = allowedNamespaces.map(List::copyOf);
  }

  /**
   * How it is reached from outside.
   *
   * @param path that requests begin with; empty takes the app's own base path
   * @param tlsSecret the Secret with the host's certificate
   * @param className of the Ingress; empty takes the cluster's default
   * @param gateway {@code name} or {@code namespace/name}; makes it an HTTPRoute
   */
  public record Exposure(
      String host,
      Optional<String> path,
      Optional<String> tlsSecret,
      Optional<String> className,
      Optional<String> gateway,
      Map<String, String> annotations) {

    public Exposure {
      annotations = WorkloadSettings.inOrder(annotations);
    }
  }
}
