package dev.innerloop.plan;

import dev.innerloop.cluster.discovery.QuotaShortage;
import dev.innerloop.cluster.discovery.RemainingQuota;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Fits apps into what quotas leave. What the POM says of a container stays; what it leaves to us
 * becomes less.
 *
 * @param expected what will be applied for an app
 */
record QuotaFitting(
    String namespace, RemainingQuota room, Function<AppRequest, Resources> expected) {

  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1024L * 1024L);
  private static final BigDecimal MEMORY = MEBIBYTE.multiply(BigDecimal.valueOf(1024));
  private static final BigDecimal CPU = new BigDecimal("0.1");

  /** With less, JVMs of frameworks do not start, or take minutes. */
  private static final BigDecimal LEAST_MEMORY = MEBIBYTE.multiply(BigDecimal.valueOf(256));

  private static final BigDecimal LEAST_CPU = new BigDecimal("0.01");
  private static final BigDecimal LEAST_CPU_LIMIT = new BigDecimal("0.2");
  private static final BigDecimal MOST_CPU_LIMIT = BigDecimal.valueOf(2);

  /**
   * Makes sure that they fit as they are.
   *
   * @throws Problem that names each quota that leaves too little
   */
  void require(List<AppRequest> requests) {
    List<QuotaShortage> shortages = shortages(requests);
    if (!shortages.isEmpty()) {
      throw problem(requests, shortages);
    }
  }

  /**
   * Makes sure that they fit with less.
   *
   * @param notes receives one line if it is less
   * @return resources of containers for which the POM sets none; empty parts are as usual
   */
  ContainerSettings.Resources fit(List<AppRequest> requests, Consumer<String> notes) {
    List<QuotaShortage> shortages = shortages(requests);
    if (shortages.isEmpty()) {
      return ContainerSettings.Resources.NONE;
    }
    ContainerSettings.Resources less =
        new ContainerSettings.Resources(
            memory(requests, shortages), cpu(requests, shortages), cpuLimit(requests, shortages));
    if (!shortages(requests.stream().map(it -> it.withDefaultResources(less)).toList()).isEmpty()) {
      throw problem(requests, shortages);
    }
    notes.accept(
        describe(shortages)
            + ". So containers get"
            + less.memory().map(it -> " memory " + it + ",").orElse("")
            + less.cpu().map(it -> " cpu " + it + ",").orElse("")
            + less.cpuLimit().map(it -> " cpuLimit " + it + ",").orElse("")
            + " unless <resources> in the POM sets others.");
    return less;
  }

  private List<QuotaShortage> shortages(List<AppRequest> requests) {
    return room.shortages(requests.stream().map(expected).toList());
  }

  private static Optional<String> memory(List<AppRequest> requests, List<QuotaShortage> shortages) {
    return less(
            shortages,
            Set.of("memory", "requests.memory", "limits.memory"),
            MEMORY,
            pods(requests, it -> it.memory().isEmpty()))
        .filter(it -> it.compareTo(LEAST_MEMORY) >= 0)
        .map(it -> it.divide(MEBIBYTE, 0, RoundingMode.FLOOR) + "Mi");
  }

  private static Optional<String> cpu(List<AppRequest> requests, List<QuotaShortage> shortages) {
    return less(
            shortages, Set.of("cpu", "requests.cpu"), CPU, pods(requests, it -> it.cpu().isEmpty()))
        .filter(it -> it.compareTo(LEAST_CPU) >= 0)
        .map(QuotaFitting::millis);
  }

  /** Usually there is none; a quota may want one. */
  private static Optional<String> cpuLimit(
      List<AppRequest> requests, List<QuotaShortage> shortages) {
    int pods = pods(requests, it -> it.cpuLimit().isEmpty());
    return shortages.stream()
        .filter(it -> pods > 0 && it.unsaid() && it.limit().resource().equals("limits.cpu"))
        .map(it -> it.excess().negate().divide(BigDecimal.valueOf(pods), 3, RoundingMode.FLOOR))
        .reduce(BigDecimal::min)
        .map(it -> it.min(MOST_CPU_LIMIT))
        .filter(it -> it.compareTo(LEAST_CPU_LIMIT) >= 0)
        .map(QuotaFitting::millis);
  }

  /** What each of the pods gets, if all give way by the same. */
  private static Optional<BigDecimal> less(
      List<QuotaShortage> shortages, Set<String> names, BigDecimal usual, int pods) {
    return shortages.stream()
        .filter(it -> pods > 0 && !it.unsaid() && names.contains(it.limit().resource()))
        .map(QuotaShortage::excess)
        .reduce(BigDecimal::max)
        .map(it -> usual.subtract(it.divide(BigDecimal.valueOf(pods), 3, RoundingMode.CEILING)));
  }

  private static String millis(BigDecimal cpus) {
    return cpus.movePointRight(3).setScale(0, RoundingMode.FLOOR).toPlainString() + "m";
  }

  private static int pods(
      List<AppRequest> requests, Predicate<ContainerSettings.Resources> undecided) {
    return requests.stream()
        .filter(it -> undecided.test(it.workload().container().resources()))
        .mapToInt(it -> it.image().replicas().orElse(1))
        .sum();
  }

  private static String describe(List<QuotaShortage> shortages) {
    return shortages.stream().map(QuotaShortage::toString).collect(Collectors.joining("; "));
  }

  private Problem problem(List<AppRequest> requests, List<QuotaShortage> shortages) {
    return new Problem(
        requests.stream().map(it -> it.app().name()).collect(Collectors.joining(", "))
            + " cannot run in namespace "
            + namespace
            + ". Nothing was built or deployed. "
            + describe(shortages)
            + ".",
        "Run fewer replicas (-Ddev.replicas=1), set <resources> in the POM, free what you do not"
            + " need (mvn dev:delete in its project), or ask for a larger quota. See:\n"
            + "  kubectl describe quota --namespace="
            + namespace);
  }
}
