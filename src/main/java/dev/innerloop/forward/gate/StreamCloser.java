package dev.innerloop.forward.gate;

/** Ends a response or connection that would otherwise stay open for as long as its app runs. */
public interface StreamCloser {

  /**
   * Returns once the app may stop.
   *
   * @param deadline by {@link System#nanoTime()}, until which what has begun may be completed
   */
  void close(long deadline);
}
