package dev.innerloop.forward.gate;

/** What the {@link RequestGate} says to a request. */
public sealed interface Admission permits Permit, Admission.Refused {

  /**
   * No replica answers it.
   *
   * @param reason in the user's words: what is being waited for, or what went wrong
   * @param crashed whether the app has ended, so that its last words are of interest
   */
  record Refused(String reason, boolean crashed) implements Admission {}
}
