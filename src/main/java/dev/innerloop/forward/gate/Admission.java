package dev.innerloop.forward.gate;

/** The answer of a {@link RequestGate} to a request. */
public sealed interface Admission permits Permit, Admission.Refused {

  /**
   * No replica answers the request.
   *
   * @param reason shown to the user: what the request waited for, or what failed
   * @param crashed whether the app has exited, so that the last lines of its output are of interest
   */
  record Refused(String reason, boolean crashed) implements Admission {}
}
