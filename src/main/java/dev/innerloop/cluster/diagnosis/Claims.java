package dev.innerloop.cluster.diagnosis;

import dev.innerloop.cluster.diagnosis.evidence.Events;
import dev.innerloop.cluster.diagnosis.evidence.Evidence;
import dev.innerloop.cluster.diagnosis.finding.Cause;
import dev.innerloop.cluster.diagnosis.finding.Diagnosis;
import dev.innerloop.cluster.diagnosis.finding.Finding;
import dev.innerloop.cluster.diagnosis.finding.Place;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A claim of the pod that gets no volume. One that waits for its first pod is not stuck. */
final class Claims {

  /** Provisioners are rolled out, too, and claims are made a moment after what needs them. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** How long making a volume usually takes at most. */
  private static final Duration PROVISIONING = Duration.ofMinutes(1);

  private static final Set<String> REASONS =
      Set.of(
          "FailedBinding",
          "ProvisioningFailed",
          "ExternalProvisioning",
          "Provisioning",
          "WaitForFirstConsumer",
          "WaitForPodScheduled");

  private Claims() {}

  static Optional<Finding> of(Pod pod, Evidence evidence) {
    return pod.getSpec().getVolumes().stream()
        .flatMap(volume -> claimName(pod, volume).stream())
        .flatMap(name -> evidence.claim(name).stream())
        .flatMap(claim -> of(claim, evidence).stream())
        .findFirst();
  }

  /** The scheduler says it, and the claim itself does not, or may not be read. */
  static Finding unscheduled(Pod pod, String words) {
    return Finding.certainAfter(
        words.contains("not found") || words.contains("available persistent volumes")
            ? GRACE
            : PROVISIONING,
        new Diagnosis(
            Cause.CLAIM,
            "Pod " + pod.getMetadata().getName() + " waits for its volume",
            words,
            Place.of(pod, "condition PodScheduled"),
            words.contains("not found")
                ? "Create the claim, by a fragment for example, or name one that is there."
                    + " See: kubectl get pvc"
                : "See why the claim has no volume: kubectl describe pvc"));
  }

  private static Optional<String> claimName(Pod pod, Volume volume) {
    if (volume.getPersistentVolumeClaim() != null) {
      return Optional.of(volume.getPersistentVolumeClaim().getClaimName());
    }
    return volume.getEphemeral() == null
        ? Optional.empty()
        : Optional.of(pod.getMetadata().getName() + "-" + volume.getName());
  }

  private static Optional<Finding> of(PersistentVolumeClaim claim, Evidence evidence) {
    String phase = claim.getStatus() == null ? "Pending" : claim.getStatus().getPhase();
    if ("Lost".equals(phase)) {
      return Optional.of(
          Finding.certain(
              stuck(
                  claim,
                  "its volume is lost",
                  "phase Lost",
                  "Its data is gone with the volume: delete the claim, then apply again.")));
    }
    return "Pending".equals(phase)
        ? Events.of(claim, evidence).newest(REASONS).flatMap(event -> pending(claim, event))
        : Optional.empty();
  }

  private static Optional<Finding> pending(PersistentVolumeClaim claim, Event event) {
    String words = String.valueOf(event.getMessage());
    String where = "event " + event.getReason();
    return switch (event.getReason()) {
      case "FailedBinding" ->
          Optional.of(
              Finding.certainAfter(
                  GRACE,
                  stuck(
                      claim,
                      words,
                      where,
                      words.contains("no storage class")
                          ? "Name a storage class of the cluster for it, or have one made the"
                              + " default. See: kubectl get storageclass"
                          : "Give the cluster a volume that fits. See: kubectl get pv")));
      case "ProvisioningFailed" ->
          Optional.of(
              Finding.certainAfter(
                  GRACE,
                  stuck(
                      claim,
                      words,
                      where,
                      words.contains("not found")
                          ? "Name a storage class that the cluster has: kubectl get storageclass"
                          : "The words after the colon are the storage's: ask whoever runs it.")));
      case "ExternalProvisioning", "Provisioning" ->
          Optional.of(
              Finding.certainAfter(
                  PROVISIONING,
                  stuck(
                      claim,
                      words,
                      where,
                      "The storage class names a provisioner that makes no volume: whoever runs the"
                          + " cluster has to look at it, or name another class. See: kubectl get"
                          + " storageclass")));
      default -> Optional.empty();
    };
  }

  private static Diagnosis stuck(
      PersistentVolumeClaim claim, String words, String where, String remedy) {
    return new Diagnosis(
        Cause.CLAIM,
        "The claim " + claim.getMetadata().getName() + " gets no volume",
        words,
        Place.of(claim, where),
        remedy);
  }
}
