package dev.innerloop.cluster.apply;

import dev.innerloop.manifest.ResourceName;

/** Receives the progress of an apply. */
public interface ApplyListener {

  /** One resource is up to date. */
  void applied(ResourceName resource, Outcome outcome);

  /** A message for the user that is no failure. */
  default void noted(String message) {}

  /** What was done to a resource. */
  enum Outcome {
    CREATED,
    CHANGED,
    UNCHANGED,
    /** Deleted and recreated. */
    RECREATED,
    /** Deleted, because it is not in the configuration any more. */
    PRUNED
  }
}
