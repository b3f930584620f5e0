package dev.innerloop.cluster.rollout;

import dev.innerloop.cluster.diagnosis.finding.Diagnosis;

/** Told how a roll-out proceeds; each thing once. */
public interface RolloutListener {

  void progressed(RolloutProgress progress);

  /** Something hinders it that may still pass, such as a scheduler that finds no room. */
  void hindered(Diagnosis diagnosis);

  /** It will not succeed; a Problem of the same words ends the wait. */
  void failed(Diagnosis diagnosis);

  /** Something that the user should know, such as that it may not be read why pods fail. */
  void noted(String text);
}
