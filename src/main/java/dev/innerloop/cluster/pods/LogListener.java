package dev.innerloop.cluster.pods;

/** Receives the lines of an app's log; one call at a time for each pod. */
public interface LogListener {

  /** One line, as the app wrote it. */
  void line(String pod, String line);
}
