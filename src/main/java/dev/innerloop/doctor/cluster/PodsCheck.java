package dev.innerloop.doctor.cluster;

import dev.innerloop.cluster.diagnosis.finding.Cause;
import dev.innerloop.cluster.diagnosis.finding.Diagnosis;
import dev.innerloop.cluster.facts.PodTrial;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
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
    String app, Supplier<PodTrial> trial, Supplier<Optional<String>> podSecurity) implements Check {

  @Override
  public Topic topic() {
    return Topic.PODS;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.NAMESPACE, Topic.RESOURCES);
  }

  @Override
  public Finding look() {
    PodTrial answer = trial.get();
    if (answer instanceof PodTrial.Forbidden) {
      return Finding.unchecked(
          "you are not allowed to create pods yourself, so no dry run is possible");
    }
    if (answer instanceof PodTrial.Refused refused) {
      Diagnosis why = refused.diagnosis();
      // Quotas are checked last: everything else has admitted it.
      return why.cause() == Cause.QUOTA
          ? Finding.ok("admitted, except by the quota")
          : Finding.problem(why.what() + ": " + why.why(), why.remedy());
    }
    return Finding.ok(
        "admitted"
            + podSecurity
                .get()
                .map(level -> ", with Pod Security \"" + level + "\" enforced")
                .orElse(""));
  }
}
