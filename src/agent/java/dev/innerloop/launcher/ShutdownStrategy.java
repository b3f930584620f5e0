package dev.innerloop.launcher;

/** Knows how apps of one kind end without their JVM. */
interface ShutdownStrategy {

  /** Whether this run is of that kind, and can be ended now. */
  boolean supports(ClassLoader app);

  /** Ends it. Threads may take a moment longer. */
  void end(ClassLoader app) throws Exception;
}
