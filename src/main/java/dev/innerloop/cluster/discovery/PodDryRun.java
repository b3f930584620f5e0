package dev.innerloop.cluster.discovery;

import dev.innerloop.cluster.diagnosis.Diagnosis;

/** The result of a dry run for a pod. */
public sealed interface PodDryRun {

  /** It would be admitted. */
  record Accepted() implements PodDryRun {}

  /** It would be rejected. */
  record Refused(Diagnosis diagnosis) implements PodDryRun {}

  /** The user may not create pods, and the controllers that do cannot be asked. */
  record Forbidden() implements PodDryRun {}
}
