package dev.innerloop.reload;

/** How an update takes effect, the cheapest first. */
public enum Tier {
  /** Nothing that the app reads has changed. */
  NONE,
  /** Only files that the app reads at each use. */
  RESOURCE,
  /** Classes are redefined in the running JVM. */
  REDEFINE,
  /** The app ends and starts again inside its JVM. */
  RESTART,
  /** The app's JVM is started anew. */
  JVM
}
