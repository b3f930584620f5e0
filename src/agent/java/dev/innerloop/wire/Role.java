package dev.innerloop.wire;

/** What whoever connects to a supervisor wants of it; the position is the code on the wire. */
public enum Role {
  /** Converges the replica: one at a time. */
  WRITER,
  /** Looks at its state. */
  READER,
  /** Is the agent in the app's JVM. */
  AGENT
}
