package dev.innerloop.wire;

/** The role of a peer of the supervisor; the position is the code on the wire. */
public enum Role {
  /** Converges the replica: one at a time. */
  WRITER,
  /** Reads its state. */
  READER,
  /** Is the agent in the app's JVM. */
  AGENT
}
