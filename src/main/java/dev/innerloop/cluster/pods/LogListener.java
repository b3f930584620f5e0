package dev.innerloop.cluster.pods;

/** Told the lines of an app's log; one call at a time for each pod. */
public interface LogListener {

  /**
   * One line, as the app wrote it.
   *
   * @param several whether more than one pod is followed at the moment, so that the name helps
   */
  void line(String pod, boolean several, String line);
}
