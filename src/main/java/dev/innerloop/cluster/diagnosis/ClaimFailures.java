package dev.innerloop.cluster.diagnosis;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A claim of the pod that is not bound. One that waits for its first consumer is not stuck. */
final class ClaimFailures {

  /** Provisioners may be starting, too, and claims may be created a moment after the pod. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** The usual maximum time to provision a volume. */
  private static final Duration PROVISIONING = Duration.ofMinutes(1);

  /** Not the "not found" alone that the scheduler may add about preemption. */
  private static final Pattern MISSING = Pattern.compile("persistentvolumeclaim \\S+ not found");

  private static final Set<String> REASONS =
      Set.of(
          "FailedBinding",
          "ProvisioningFailed",
          "ExternalProvisioning",
          "Provisioning",
          "WaitForFirstConsumer",
          "WaitForPodScheduled");

  private ClaimFailures() {}

  static Optional<Finding> of(Pod pod, Evidence evidence) {
    return pod.getSpec().getVolumes().stream()
        .flatMap(volume -> claimName(pod, volume).stream())
        .flatMap(name -> evidence.claim(name).stream())
        .flatMap(claim -> of(claim, evidence).stream())
        .findFirst();
  }

  /** The scheduler reports it, and the claim itself does not, or may not be read. */
  static Finding unscheduled(Pod pod, String words) {
    boolean isMissing = MISSING.matcher(words).find();
    return Finding.certainAfter(
        isMissing || words.contains("available persistent volumes") ? GRACE : PROVISIONING,
        new Diagnosis(
            Cause.CLAIM,
            "Pod " + pod.getMetadata().getName() + " is waiting for its volume",
            words,
            Place.of(pod, "condition PodScheduled"),
            isMissing
                ? "Create the PersistentVolumeClaim, for example with a fragment, or name an"
                    + " existing one. See: kubectl get pvc"
                : "See why the claim is not bound: kubectl describe pvc"));
  }

  /** Whether the pod has claims, and all are bound: then the scheduler only has to try again. */
  static boolean areBound(Pod pod, Evidence evidence) {
    List<String> names =
        pod.getSpec().getVolumes().stream()
            .flatMap(volume -> claimName(pod, volume).stream())
            .toList();
    return !names.isEmpty()
        && names.stream()
            .allMatch(
                name ->
                    evidence
                        .claim(name)
                        .filter(claim -> claim.getStatus() != null)
                        .filter(claim -> "Bound".equals(claim.getStatus().getPhase()))
                        .isPresent());
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
                  "Its data is lost: delete the PersistentVolumeClaim, then apply again.")));
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
                          ? "Set a storage class of the cluster for the claim, or ask for a default"
                              + " one. See: kubectl get storageclass"
                          : "Add a matching PersistentVolume to the cluster. See: kubectl get"
                              + " pv")));
      case "ProvisioningFailed" ->
          Optional.of(
              Finding.certainAfter(
                  GRACE,
                  stuck(
                      claim,
                      words,
                      where,
                      words.contains("not found")
                          ? "Set an existing storage class: kubectl get storageclass"
                          : "The text after the colon is the storage provisioner's message: ask a"
                              + " cluster administrator.")));
      case "ExternalProvisioning", "Provisioning" ->
          Optional.of(
              Finding.certainAfter(
                  PROVISIONING,
                  stuck(
                      claim,
                      words,
                      where,
                      "The provisioner of the storage class does not create the volume: ask a"
                          + " cluster administrator, or set another class. See: kubectl get"
                          + " storageclass")));
      default -> Optional.empty();
    };
  }

  private static Diagnosis stuck(
      PersistentVolumeClaim claim, String words, String where, String remedy) {
    return new Diagnosis(
        Cause.CLAIM,
        "PersistentVolumeClaim " + claim.getMetadata().getName() + " is not bound",
        words,
        Place.of(claim, where),
        remedy);
  }
}
