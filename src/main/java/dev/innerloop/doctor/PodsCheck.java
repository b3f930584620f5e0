package dev.innerloop.doctor;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.discovery.PodDryRun;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the cluster would admit the app's pods: by Pod Security, security context constraints,
 * policies and webhooks.
 *
 * @param podSecurity the enforced level, if known
 */
public record PodsCheck(
    String app, Supplier<PodDryRun> trial, Supplier<Optional<String>> podSecurity)
    implements Check {

  @Override
  public Topic topic() {
    return Topic.PODS;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.NAMESPACE, Topic.RESOURCES);
  }

  @Override
  public CheckResult run() {
    PodDryRun answer = trial.get();
    if (answer instanceof PodDryRun.Forbidden) {
      return CheckResult.unchecked(
          "you are not allowed to create pods yourself, so no dry run is possible");
    }
    if (answer instanceof PodDryRun.Refused refused) {
      Diagnosis why = refused.diagnosis();
      // Quotas are checked last: everything else has admitted it.
      return why.cause() == Cause.QUOTA
          ? CheckResult.ok("admitted, except by the quota")
          : CheckResult.problem(why.what() + ": " + why.why(), why.remedy());
    }
    return CheckResult.ok(
        "admitted"
            + podSecurity
                .get()
                .map(level -> ", with Pod Security \"" + level + "\" enforced")
                .orElse(""));
  }
}
