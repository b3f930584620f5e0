package dev.innerloop.wire;

/** Which reload strategies a session may use; the position is the code on the wire. */
public enum ReloadMode {
  /** The cheapest that has the effect of a fresh start. */
  AUTO,
  /** No restart unless the user requests one. */
  REDEFINE,
  /** A restart of the app or of its JVM: classes are never redefined. */
  RESTART,
  /** A new JVM only, with the whole app on one class path. */
  JVM
}
