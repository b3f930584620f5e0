package dev.innerloop.wire;

/**
 * What a frame says; its position is its code on the wire, so new ones go to the end.
 *
 * <p>A session numbers its deliveries: {@link #MISSING}, {@link #COMMITTED} and {@link #OUTCOME}
 * say of which one they are. Each question to the agent has a number, which its answer repeats.
 */
public enum FrameType {
  /** First from each peer: magic, version, role, key. */
  HELLO,
  /** The supervisor's answer to a writer; its inventory follows in {@link #FILES}. */
  WELCOME,
  REFUSED,
  HEARTBEAT,
  STATE,
  /** Paths with hashes: an inventory after WELCOME, files to put after BEGIN. */
  FILES,
  /** {@link Begin}s a delivery. */
  BEGIN,
  /** Paths to remove, after the files to put. */
  REMOVE,
  /** Asks which of the announced hashes have to be sent. */
  ASK,
  MISSING,
  /** Hash and length of content that follows in {@link #CHUNK}. */
  BLOB,
  CHUNK,
  /** Completes a delivery. */
  COMMIT,
  /** The number of a delivery whose content lies in the workspace now. */
  COMMITTED,
  /** The end of a committed delivery: exactly one for each. */
  OUTCOME,
  /** Drops what was begun; content that has arrived is kept. */
  ABORT,
  TAKEN_OVER,
  BYE,
  REDEFINE,
  REDEFINED,
  /** A reader asks how the workspace differs from the image; so is the answer, after a STATE. */
  EDITS,
  /** Tells the agent that the app serves: what runs from now on is not part of its start. */
  SERVES,
  /** The agent is to end the app, not its JVM: how often and how large is still allowed. */
  END_APP,
  /** An {@link ShutdownResult}. */
  APP_ENDED,
  /** After an end: the agent is to start the app again. */
  START_APP,
  /** The app that was started again threw out of its main. */
  APP_FAILED,
  /** The agent is to write the names of what an archive of the libraries should hold to a file. */
  LIST_CLASSES,
  /** It has. */
  CLASSES_LISTED,
  /** The answer of an agent that failed at a question, whatever it was: the reason. */
  QUESTION_FAILED,
  /** The first from the agent after its greeting: whether its JVM accepts added private methods. */
  JVM_ASKED,
  /** A {@link StartProgress}, before the outcome of its delivery; level 1. */
  START_PROGRESS,
  /**
   * {@link StoredContent} that need not be sent, to a supervisor that shares a file system with the
   * session; level 1. What it cannot use is {@link #MISSING} all the same.
   */
  STORED
}
