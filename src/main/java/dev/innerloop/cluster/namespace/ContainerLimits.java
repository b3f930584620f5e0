package dev.innerloop.cluster.namespace;

import java.util.Map;

/**
 * Defaults and limits of containers, by resource.
 *
 * @param requests the default requests
 * @param limits the default limits
 * @param most the maximum limits
 */
public record ContainerLimits(
    Map<String, String> requests, Map<String, String> limits, Map<String, String> most) {

  public static final ContainerLimits NONE = new ContainerLimits(Map.of(), Map.of(), Map.of());

  public ContainerLimits {
    requests = Map.copyOf(requests);
    limits = Map.copyOf(limits);
    most = Map.copyOf(most);
  }
}
