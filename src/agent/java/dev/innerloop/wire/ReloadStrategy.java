package dev.innerloop.wire;

/** How an update takes effect in the app, cheapest first; the position is the code on the wire. */
public enum ReloadStrategy {
  /** Nothing that the app reads has changed. */
  NONE,
  /** Only files changed that the app reads at each use. */
  RESOURCE,
  /** Classes are redefined in the running JVM. */
  REDEFINE,
  /** The app is shut down and started again inside its JVM. */
  RESTART,
  /** The app's JVM is replaced by a new one. */
  JVM
}
