package dev.innerloop.cluster.rollout;

/** Told how a roll-out proceeds; each state once. */
public interface RolloutListener {

  /**
   * Pods become available.
   *
   * @param updated how many run the current template
   */
  void progressed(int wanted, int updated, int available);

  /**
   * Something hinders it that may still pass, such as a scheduler that finds no room.
   *
   * @param words the cluster's own
   */
  void hindered(String words);
}
