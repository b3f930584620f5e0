package dev.innerloop.wire;

/** How an update takes effect in the app; the position is the code on the wire. */
public enum Effect {
  NONE,
  RESOURCE,
  REDEFINE,
  RESTART
}
