package dev.innerloop.cluster.apply;

import dev.innerloop.manifest.ResourceName;

/** Told what applying did. */
public interface ApplyListener {

  /** One resource is as desired. */
  void applied(ResourceName resource, Outcome outcome);

  /** Something that the user should know, and that is no failure. */
  default void told(String words) {}

  /** What became of a resource. */
  enum Outcome {
    CREATED,
    CHANGED,
    UNCHANGED,
    /** Deleted and created again. */
    RECREATED,
    /** Removed, because it is not in the configuration any more. */
    PRUNED
  }
}
