package dev.innerloop.cluster.discovery;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The default requests and limits of containers in a namespace. */
record ContainerDefaults(Map<String, Quantity> requests, Map<String, Quantity> limits) {

  ContainerDefaults {
    requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
  }

  static final ContainerDefaults NONE = new ContainerDefaults(Map.of(), Map.of());

  static ContainerDefaults of(Collection<LimitRange> ranges) {
    Map<String, Quantity> requests = new HashMap<>();
    Map<String, Quantity> limits = new HashMap<>();
    for (LimitRange range : ranges) {
      for (LimitRangeItem item : range.getSpec().getLimits()) {
        if ("Container".equals(item.getType())) {
          putAll(requests, item.getDefaultRequest());
          putAll(limits, item.getDefault());
        }
      }
    }
    return new ContainerDefaults(requests, limits);
  }

  private static void putAll(Map<String, Quantity> all, @Nullable Map<String, Quantity> more) {
    if (more != null) {
      all.putAll(more);
    }
  }

  /** By their resource names in quotas. A limit without a request is also the request. */
  Map<String, BigDecimal> amounts(Container container) {
    ResourceRequirements said = container.getResources();
    Map<String, Quantity> asked = new HashMap<>(requests);
    Map<String, Quantity> most = new HashMap<>(limits);
    if (said != null) {
      putAll(asked, said.getLimits());
      putAll(asked, said.getRequests());
      putAll(most, said.getLimits());
    }
    Map<String, BigDecimal> amounts = new HashMap<>();
    asked.forEach((name, amount) -> amounts.put("requests." + name, amount.getNumericalAmount()));
    most.forEach((name, amount) -> amounts.put("limits." + name, amount.getNumericalAmount()));
    for (String name : PodNeeds.COMPUTE) {
      BigDecimal amount = amounts.get("requests." + name);
      if (amount != null) {
        amounts.put(name, amount);
      }
    }
    return amounts;
  }
}
