package dev.innerloop.cluster.guardrail;

import java.util.Map;

/**
 * What containers get, by resource.
 *
 * @param requests asked for where a container says nothing
 * @param limits at most where a container says nothing
 * @param most that a container may say
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
