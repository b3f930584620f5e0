package dev.innerloop.wire;

/**
 * How the classes of an app and of its libraries are loaded; the position is the code on the wire.
 */
public enum ClassPathLayout {
  /** By one loader, in the order of the class path, as by {@code java -cp}. */
  ONE,
  /** The project's own by a loader for each run of the app, which can so start again in its JVM. */
  LAYERED
}
