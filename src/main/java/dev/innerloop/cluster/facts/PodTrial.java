package dev.innerloop.cluster.facts;

import dev.innerloop.cluster.diagnosis.finding.Diagnosis;

/** What an API server says to a pod that it is shown, and does not keep. */
public sealed interface PodTrial {

  /** It would be let in. */
  record Accepted() implements PodTrial {}

  /** It would not. */
  record Refused(Diagnosis diagnosis) implements PodTrial {}

  /** The user may not create pods, and the controllers that do cannot be asked. */
  record Forbidden() implements PodTrial {}
}
