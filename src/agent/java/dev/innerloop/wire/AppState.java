package dev.innerloop.wire;

/** What the app in a replica does; the position is the code on the wire. */
public enum AppState {
  /** Never started: no session has come yet, or nothing is there to start. */
  WAITING,
  STARTING,
  SERVING,
  /** It ended by itself. */
  EXITED,
  /** We ended it. */
  STOPPED
}
