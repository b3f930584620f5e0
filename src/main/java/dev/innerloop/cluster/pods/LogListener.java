package dev.innerloop.cluster.pods;

/** Receives the lines of an app's log; one call at a time for each pod. */
public interface LogListener {

  /**
   * One line, as the app wrote it.
   *
   * @param several whether more than one pod is followed, so that the line needs the pod's name
   */
  void line(String pod, boolean several, String line);
}
