package dev.innerloop.cluster.discovery;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a pod counts for in quotas. */
final class PodNeeds {

  /** Names in quotas that mean requests without saying so. */
  static final List<String> COMPUTE = List.of("cpu", "memory", "ephemeral-storage");

  private PodNeeds() {}

  /** Init containers count only if they exceed the others: ours do not. */
  static Map<String, BigDecimal> of(PodSpec pod, ContainerDefaults defaults) {
    Map<String, BigDecimal> needs = new TreeMap<>();
    needs.put("pods", BigDecimal.ONE);
    needs.put("count/pods", BigDecimal.ONE);
    pod.getContainers()
        .forEach(
            container ->
                defaults
                    .amounts(container)
                    .forEach((name, amount) -> needs.merge(name, amount, BigDecimal::add)));
    return needs;
  }
}
