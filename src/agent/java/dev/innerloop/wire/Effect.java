package dev.innerloop.wire;

/**
 * How an update takes effect in the app, the cheapest first; the position is the code on the wire.
 */
public enum Effect {
  NONE,
  RESOURCE,
  REDEFINE,
  /** The app ends and starts again inside its JVM. */
  RESTART,
  /** The app's JVM is started anew. */
  JVM
}
