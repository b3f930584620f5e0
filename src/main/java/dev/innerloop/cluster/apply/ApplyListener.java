package dev.innerloop.cluster.apply;

/** Told what applying did. */
public interface ApplyListener {

  /**
   * One resource is as wanted.
   *
   * @param resource such as {@code Deployment hello}
   */
  void applied(String resource, Outcome outcome);

  /** What became of a resource. */
  enum Outcome {
    CREATED,
    CHANGED,
    UNCHANGED
  }
}
