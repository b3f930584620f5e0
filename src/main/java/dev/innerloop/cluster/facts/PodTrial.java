package dev.innerloop.cluster.facts;

import dev.innerloop.cluster.diagnosis.finding.Diagnosis;

/** The result of a dry run for a pod. */
public sealed interface PodTrial {

  /** It would be admitted. */
  record Accepted() implements PodTrial {}

  /** It would be rejected. */
  record Refused(Diagnosis diagnosis) implements PodTrial {}

  /** The user may not create pods, and the controllers that do cannot be asked. */
  record Forbidden() implements PodTrial {}
}
