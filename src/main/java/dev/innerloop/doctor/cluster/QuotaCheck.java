package dev.innerloop.doctor.cluster;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.facts.PodTrial;
import dev.innerloop.cluster.facts.QuotaLimit;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the quotas of the namespace have room for the app's pods.
 *
 * @param limits empty if the user may not look
 * @param more how many pods would come to those that are there
 */
public record QuotaCheck(
    String app,
    Supplier<Optional<List<QuotaLimit>>> limits,
    Supplier<PodTrial> trial,
    Supplier<Integer> more)
    implements Check {

  @Override
  public Topic topic() {
    return Topic.QUOTA;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.NAMESPACE, Topic.RIGHTS, Topic.RESOURCES);
  }

  @Override
  public Finding look() {
    Optional<List<QuotaLimit>> known = limits.get();
    if (known.isPresent() && known.get().isEmpty()) {
      return Finding.ok("there is none");
    }
    int wanted = more.get();
    if (wanted <= 0) {
      return Finding.ok("its pods are there already");
    }
    PodTrial answer = trial.get();
    if (answer instanceof PodTrial.Refused refused && refused.diagnosis().cause() == Cause.QUOTA) {
      return Finding.problem(
          refused.diagnosis().what() + ": " + refused.diagnosis().why(),
          refused.diagnosis().remedy());
    }
    if (known.isEmpty()) {
      return Finding.unchecked("you may not look at quotas");
    }
    return answer instanceof PodTrial.Accepted accepted
        ? judged(known.get(), accepted.needs(), wanted)
        : Finding.unchecked("what a pod needs is not known, since none was let in");
  }

  private static Finding judged(
      List<QuotaLimit> limits, Map<String, BigDecimal> needs, int wanted) {
    List<String> exceeded = new ArrayList<>();
    BigDecimal room = null;
    for (QuotaLimit limit : limits) {
      BigDecimal need = needs.get(limit.resource());
      if (need != null && need.signum() > 0) {
        if (need.multiply(BigDecimal.valueOf(wanted)).compareTo(limit.left()) > 0) {
          exceeded.add(words(limit, need, wanted));
        }
        BigDecimal fits = limit.left().max(BigDecimal.ZERO).divideToIntegralValue(need);
        room = room == null ? fits : room.min(fits);
      }
    }
    if (!exceeded.isEmpty()) {
      return Finding.problem(
          String.join("; ", exceeded) + ".",
          "Run fewer replicas (-Ddev.replicas=1), set smaller <resources> in the POM, free what you"
              + " do not need (mvn dev:delete in its project), or ask for a larger quota. See:"
              + " kubectl describe quota");
    }
    return Finding.ok(
        room == null
            ? "it limits nothing that a pod needs"
            : "room for " + room.toBigInteger() + " pods");
  }

  private static String words(QuotaLimit limit, BigDecimal need, int wanted) {
    return limit
        + ", and "
        + (wanted == 1
            ? "a pod needs " + limit.amount(need)
            : wanted + " pods need " + limit.amount(need) + " each");
  }
}
