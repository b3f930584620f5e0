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
 * Whether the cluster would let the app's pods in: by Pod Security, security context constraints,
 * policies and webhooks.
 *
 * @param podSecurity the level that is enforced, if that is known
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
      return Finding.unchecked("you may not create pods yourself, so none can be tried");
    }
    if (answer instanceof PodTrial.Refused refused) {
      Diagnosis why = refused.diagnosis();
      // Quotas are asked last: everything else has let it in.
      return why.cause() == Cause.QUOTA
          ? Finding.ok("let in, but for the quota")
          : Finding.problem(why.what() + ": " + why.why(), why.remedy());
    }
    return Finding.ok(
        "let in"
            + podSecurity
                .get()
                .map(level -> ", with Pod Security \"" + level + "\" enforced")
                .orElse(""));
  }
}
