package dev.innerloop.doctor;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.discovery.PodDryRun;
import dev.innerloop.cluster.discovery.QuotaLimit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether the quotas of the namespace have room for the pods of all apps.
 *
 * @param limits empty if the user may not read them
 * @param fit the same fitting as in a run: its messages if containers get less than by default,
 *     none if they do not, a problem if they do not fit; empty if quotas may not be read
 * @param trials the result of a dry run for each app with pods to create
 */
public record QuotaCheck(
    Supplier<Optional<List<QuotaLimit>>> limits,
    Supplier<Optional<List<String>>> fit,
    Supplier<List<PodDryRun>> trials)
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
  public CheckResult run() {
    Optional<List<QuotaLimit>> known = limits.get();
    if (known.isPresent() && known.get().isEmpty()) {
      return CheckResult.ok("none");
    }
    Optional<List<String>> less = fit.get();
    if (known.isEmpty() || less.isEmpty()) {
      return tried();
    }
    if (less.get().isEmpty()) {
      return CheckResult.ok("all pods fit into the rest of " + quotas(known.get()));
    }
    return CheckResult.warning(
        String.join("\n", less.get()),
        "dev:apply does not lower requests or limits: set <resources> in the POM, or ask for a"
            + " larger quota. See: kubectl describe quota");
  }

  /** If the rest cannot be read: only whether a pod fits. */
  private CheckResult tried() {
    for (PodDryRun trial : trials.get()) {
      if (trial instanceof PodDryRun.Refused refused
          && refused.diagnosis().cause() == Cause.QUOTA) {
        Diagnosis why = refused.diagnosis();
        return CheckResult.problem(why.what() + ": " + why.why(), why.remedy());
      }
    }
    return CheckResult.unchecked(
        "you are not allowed to read quotas, or the objects that count in them");
  }

  private static String quotas(List<QuotaLimit> limits) {
    List<String> names = limits.stream().map(QuotaLimit::quota).distinct().sorted().toList();
    return names.stream()
        .collect(Collectors.joining(", ", names.size() == 1 ? "quota " : "quotas ", ""));
  }
}
