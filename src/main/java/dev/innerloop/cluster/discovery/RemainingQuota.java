package dev.innerloop.cluster.discovery;

import dev.innerloop.manifest.Resources;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the quotas of a namespace leave to apps, without counting the apps themselves. */
public final class RemainingQuota {

  /** With a quota on one of these, a pod that does not set it is rejected. */
  private static final Set<String> DEMANDED =
      Set.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

  private final List<QuotaLimit> limits;
  private final ContainerDefaults defaults;

  RemainingQuota(List<QuotaLimit> limits, ContainerDefaults defaults) {
    this.limits = List.copyOf(limits);
    this.defaults = defaults;
  }

  /**
   * The first quota that is exhausted before all apps fit; does not count what runs later, such as
   * CronJobs.
   */
  public List<QuotaShortage> shortages(Collection<Resources> apps) {
    Map<String, BigDecimal> wanted = new HashMap<>();
    Set<String> unsaid = new HashSet<>();
    for (Resources app : apps) {
      app.all().forEach(resource -> count(resource, wanted, unsaid));
    }
    List<QuotaShortage> shortages = new ArrayList<>();
    for (QuotaLimit limit : limits) {
      BigDecimal amount = wanted.getOrDefault(limit.resource(), BigDecimal.ZERO);
      boolean silent = unsaid.contains(limit.resource());
      if (silent || (amount.signum() > 0 && amount.compareTo(limit.left()) > 0)) {
        shortages.add(new QuotaShortage(limit, amount, silent));
      }
    }
    return shortages;
  }

  private void count(HasMetadata resource, Map<String, BigDecimal> wanted, Set<String> unsaid) {
    if (resource instanceof Deployment it) {
      count(it.getSpec().getTemplate(), it.getSpec().getReplicas(), wanted, unsaid);
    } else if (resource instanceof StatefulSet it) {
      count(it.getSpec().getTemplate(), it.getSpec().getReplicas(), wanted, unsaid);
    } else if (resource instanceof Job it) {
      count(it.getSpec().getTemplate(), it.getSpec().getParallelism(), wanted, unsaid);
    }
  }

  private void count(
      PodTemplateSpec pod,
      @Nullable Integer number,
      Map<String, BigDecimal> wanted,
      Set<String> unsaid) {
    BigDecimal pods = BigDecimal.valueOf(number == null ? 1 : number);
    PodNeeds.of(pod.getSpec(), defaults)
        .forEach((name, need) -> wanted.merge(name, need.multiply(pods), BigDecimal::add));
    pod.getSpec()
        .getContainers()
        .forEach(
            container ->
                DEMANDED.stream()
                    .filter(name -> !defaults.amounts(container).containsKey(name))
                    .forEach(unsaid::add));
  }
}
