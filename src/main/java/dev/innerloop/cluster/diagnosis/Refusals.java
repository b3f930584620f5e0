package dev.innerloop.cluster.diagnosis;

import dev.innerloop.cluster.diagnosis.evidence.Events;
import dev.innerloop.cluster.diagnosis.evidence.Evidence;
import dev.innerloop.cluster.diagnosis.finding.Cause;
import dev.innerloop.cluster.diagnosis.finding.Diagnosis;
import dev.innerloop.cluster.diagnosis.finding.Finding;
import dev.innerloop.cluster.diagnosis.finding.Place;
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
 * The cluster does not let pods be created: then there is no pod to ask. Deployments and
 * ReplicaSets have it as a condition, the others only as an event.
 */
final class Refusals {

  private static final String WHAT = "The cluster refuses to create pods";

  /** Quotas count what is gone only after a while, and ReplicaSets try again ever more seldom. */
  private static final Duration ROOM = Duration.ofSeconds(15);

  private static final Duration ROOM_OF_NOBODY = Duration.ofSeconds(2);

  /** Controllers make accounts; webhooks are rolled out, too. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private Refusals() {}

  static Optional<Finding> of(Subject subject, Evidence evidence) {
    return subject.lacksPods()
        ? subject.makers().stream()
            .flatMap(maker -> refusal(maker, subject, evidence).stream())
            .findFirst()
        : Optional.empty();
  }

  /** Of a pod of which there is nothing yet. */
  static Finding ofNobodyYet(String words, Place where) {
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
                  "Run fewer replicas (-Ddev.replicas=1), free what you do not need (mvn dev:delete"
                      + " in its project), or ask for a larger quota. See: kubectl describe quota"))
          .passingWhile(subject.othersTerminate());
    }
    if (words.contains("failed quota")) {
      return Finding.certain(
          refused(
              Cause.QUOTA,
              words,
              where,
              "The quota of the namespace wants these to be said: set <resources> in the POM, or"
                  + " them in a fragment. See: kubectl describe quota"));
    }
    if (words.contains("usage per Container is")
        || words.contains("usage per Pod is")
        || words.contains("limit to request ratio per")) {
      return Finding.certain(
          refused(
              Cause.LIMIT_RANGE,
              words,
              where,
              "Stay within the limits of the namespace: set <resources> in the POM."
                  + " See: kubectl describe limitrange"));
    }
    if (words.contains("violates PodSecurity")) {
      return Finding.certain(
          refused(
              Cause.POD_SECURITY,
              words,
              where,
              "Leave out of the pod what the words after the colon name, let the namespace accept"
                  + " such pods (its label pod-security.kubernetes.io/enforce), or use another one:"
                  + " -Ddev.namespace=NAME"));
    }
    if (words.contains("security context constraint")) {
      return Finding.certain(
          refused(
              Cause.SECURITY_CONTEXT_CONSTRAINT,
              words,
              where,
              "Leave out of the pod what the words after the colon name (OpenShift chooses user and"
                  + " group itself), or have the service account allowed more:"
                  + " oc adm policy add-scc-to-user SCC -z ACCOUNT"));
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
              "A webhook that checks all new pods does not answer: whoever runs the cluster has to"
                  + " repair or remove it. See: kubectl get validatingwebhookconfigurations,"
                  + "mutatingwebhookconfigurations"));
    }
    if (words.contains("denied the request") || words.contains("ValidatingAdmissionPolicy")) {
      return Finding.certain(
          refused(
              Cause.ADMISSION,
              words,
              where,
              "That is a rule of this cluster: change what its words name (in the POM or in a"
                  + " fragment), or ask whoever runs the cluster."));
    }
    if (words.contains("serviceaccount") && words.contains("not found")) {
      return Finding.certainAfter(
          SOON,
          refused(
              Cause.MISSING,
              words,
              where,
              "Create the service account, or name one that is there. See: kubectl get"
                  + " serviceaccounts"));
    }
    return Finding.certainAfter(
        SOON,
        refused(
            Cause.REFUSED,
            words,
            where,
            "The words after the colon are the API server's: change what they name, or ask whoever"
                + " runs the cluster."));
  }

  private static Diagnosis refused(Cause cause, String words, Place where, String remedy) {
    return new Diagnosis(cause, WHAT, words, where, remedy);
  }
}
