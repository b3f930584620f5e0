package dev.innerloop.cluster.rollout;

import dev.innerloop.cluster.diagnosis.Diagnosis;

/** Receives the progress of a rollout; each message once. */
public interface RolloutListener {

  void progressed(RolloutProgress progress);

  /** A problem that may be temporary, such as insufficient capacity. */
  void hindered(Diagnosis diagnosis);

  /** The rollout will not succeed; a Problem with the same message ends the wait. */
  void failed(Diagnosis diagnosis);

  /** A message for the user, such as that the causes of failing pods may not be read. */
  void noted(String text);
}
