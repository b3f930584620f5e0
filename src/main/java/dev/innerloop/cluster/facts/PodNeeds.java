package dev.innerloop.cluster.facts;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a pod counts for in quotas. */
final class PodNeeds {

  private PodNeeds() {}

  static Map<String, BigDecimal> of(Pod pod) {
    Map<String, BigDecimal> needs = new TreeMap<>();
    needs.put("pods", BigDecimal.ONE);
    needs.put("count/pods", BigDecimal.ONE);
    for (Container container : containers(pod)) {
      add(needs, "requests.", requests(container));
      add(needs, "limits.", limits(container));
    }
    for (String resource : List.of("cpu", "memory", "ephemeral-storage")) {
      Optional.ofNullable(needs.get("requests." + resource))
          .ifPresent(amount -> needs.put(resource, amount));
    }
    return needs;
  }

  /** Those that end before the others begin count only as far as they exceed them: ours do not. */
  private static List<Container> containers(Pod pod) {
    return pod.getSpec().getContainers();
  }

  private static Map<String, Quantity> requests(Container container) {
    return container.getResources() == null || container.getResources().getRequests() == null
        ? Map.of()
        : container.getResources().getRequests();
  }

  private static Map<String, Quantity> limits(Container container) {
    return container.getResources() == null || container.getResources().getLimits() == null
        ? Map.of()
        : container.getResources().getLimits();
  }

  private static void add(
      Map<String, BigDecimal> needs, String prefix, Map<String, Quantity> amounts) {
    amounts.forEach(
        (resource, amount) ->
            needs.merge(prefix + resource, amount.getNumericalAmount(), BigDecimal::add));
  }
}
