package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The cluster rejects the creation of pods, so there is no pod to examine. Deployments and
 * ReplicaSets report it as a condition, other kinds only as an event.
 */
final class PodCreationFailures {

  private static final String WHAT = "The cluster refuses to create pods";

  /** Quotas count deleted pods for a while, and ReplicaSets retry with exponential back-off. */
  private static final Duration ROOM = Duration.ofSeconds(15);

  private static final Duration ROOM_OF_NOBODY = Duration.ofSeconds(2);

  /** Controllers create ServiceAccounts; webhooks may be starting, too. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private PodCreationFailures() {}

  static Optional<Finding> of(Subject subject, Evidence evidence) {
    return subject.lacksPods()
        ? subject.makers().stream()
            .flatMap(maker -> refusal(maker, subject, evidence).stream())
            .findFirst()
        : Optional.empty();
  }

  /** For a pod that has not been created. */
  static Finding beforeCreation(String words, Place where) {
    return explained(
        words, where, new Subject(List.of(), Instant.EPOCH, List.of(), true, false, false));
  }

  private static Optional<Finding> refusal(HasMetadata maker, Subject subject, Evidence evidence) {
    if (maker instanceof Deployment || maker instanceof ReplicaSet) {
      return condition(maker)
          .map(words -> explained(words, Place.of(maker, "condition ReplicaFailure"), subject));
    }
    return Events.of(maker, evidence)
        .newest(Set.of("FailedCreate", "SuccessfulCreate"))
        .filter(event -> "FailedCreate".equals(event.getReason()))
        .filter(event -> !Events.time(event).isBefore(subject.since()))
        .map(Event::getMessage)
        .map(words -> explained(words, Place.of(maker, "event FailedCreate"), subject));
  }

  private static Optional<String> condition(HasMetadata maker) {
    return (maker instanceof Deployment deployment
            ? deployment.getStatus() == null
                ? Stream.<List<String>>of()
                : deployment.getStatus().getConditions().stream()
                    .map(it -> words(it.getType(), it.getStatus(), it.getMessage()))
            : ((ReplicaSet) maker).getStatus() == null
                ? Stream.<List<String>>of()
                : ((ReplicaSet) maker)
                    .getStatus().getConditions().stream()
                        .map(it -> words(it.getType(), it.getStatus(), it.getMessage())))
        .flatMap(List::stream)
        .findFirst();
  }

  private static List<String> words(String type, String status, String message) {
    return "ReplicaFailure".equals(type) && "True".equals(status)
        ? List.of(String.valueOf(message))
        : List.of();
  }

  private static Finding explained(String words, Place where, Subject subject) {
    if (words.contains("exceeded quota")) {
      return Finding.certainAfter(
              subject.pods().isEmpty() ? ROOM_OF_NOBODY : ROOM,
              refused(
                  Cause.QUOTA,
                  words,
                  where,
                  "Run fewer replicas (-Ddev.replicas=1), delete what you do not need (mvn"
                      + " dev:delete in its project), or ask for a larger quota. See: kubectl"
                      + " describe quota"))
          .passingWhile(subject.othersTerminate());
    }
    if (words.contains("failed quota")) {
      return Finding.certain(
          refused(
              Cause.QUOTA,
              words,
              where,
              "The quota of the namespace requires these to be set: <resources> in the POM, or in a"
                  + " fragment. See: kubectl describe quota"));
    }
    if (words.contains("usage per Container is")
        || words.contains("usage per Pod is")
        || words.contains("limit to request ratio per")) {
      return Finding.certain(
          refused(
              Cause.LIMIT_RANGE,
              words,
              where,
              "Stay within the LimitRange of the namespace: set <resources> in the POM. See:"
                  + " kubectl describe limitrange"));
    }
    if (words.contains("violates PodSecurity")) {
      return Finding.certain(
          refused(
              Cause.POD_SECURITY,
              words,
              where,
              "Remove from the pod what the text after the colon names, relax the namespace's Pod"
                  + " Security level (label pod-security.kubernetes.io/enforce), or use another"
                  + " namespace: -Ddev.namespace=NAME"));
    }
    if (words.contains("security context constraint")) {
      return Finding.certain(
          refused(
              Cause.SECURITY_CONTEXT_CONSTRAINT,
              words,
              where,
              "Remove from the pod what the text after the colon names (OpenShift chooses user and"
                  + " group itself), or grant the ServiceAccount another SCC: oc adm policy"
                  + " add-scc-to-user SCC -z ACCOUNT"));
    }
    return denied(words, where);
  }

  private static Finding denied(String words, Place where) {
    if (words.contains("failed calling webhook")) {
      return Finding.certainAfter(
          SOON,
          refused(
              Cause.ADMISSION,
              words,
              where,
              "An admission webhook for pods does not answer: ask a cluster administrator to repair"
                  + " or delete it. See: kubectl get"
                  + " validatingwebhookconfigurations,mutatingwebhookconfigurations"));
    }
    if (words.contains("denied the request") || words.contains("ValidatingAdmissionPolicy")) {
      return Finding.certain(
          refused(
              Cause.ADMISSION,
              words,
              where,
              "This is a policy of the cluster: change what its message names (in the POM or in a"
                  + " fragment), or ask a cluster administrator."));
    }
    if (words.contains("serviceaccount") && words.contains("not found")) {
      return Finding.certainAfter(
          SOON,
          refused(
              Cause.MISSING,
              words,
              where,
              "Create the ServiceAccount, or name an existing one. See: kubectl get"
                  + " serviceaccounts"));
    }
    return Finding.certainAfter(
        SOON,
        refused(
            Cause.REFUSED,
            words,
            where,
            "The text after the colon is the API server's message: change what it names, or ask a"
                + " cluster administrator."));
  }

  private static Diagnosis refused(Cause cause, String words, Place where, String remedy) {
    return new Diagnosis(cause, WHAT, words, where, remedy);
  }
}
