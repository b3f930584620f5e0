package dev.innerloop.wire;

/** Which ways an update may take effect; the position is the code on the wire. */
public enum Reload {
  /** The cheapest that has the effect of a fresh start. */
  AUTO,
  /** Never by a restart, unless somebody asks for one. */
  REDEFINE,
  /** By a restart inside the JVM or of it: classes are never redefined. */
  RESTART,
  /** By a new JVM only, with all of the app on one class path. */
  JVM
}
