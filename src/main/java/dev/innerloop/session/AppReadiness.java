package dev.innerloop.session;

/** What an app has reached of what makes it ready. Confined to the session's thread. */
final class AppReadiness {

  private boolean isServed;
  private boolean isRolledOut;
  private boolean isReady;

  /** All replicas serve the first revision. */
  void served() {
    isServed = true;
  }

  /** The app is rolled out, or needs no rollout. */
  void rolledOut() {
    isRolledOut = true;
  }

  /**
   * The wait for the rollout has ended without success: an app that was only slow to start is ready
   * once its replicas serve.
   */
  void rolloutFailed() {
    isRolledOut = !isServed;
  }

  /** True once: when the app has become ready. */
  boolean becameReady() {
    if (isReady || !isServed || !isRolledOut) {
      return false;
    }
    isReady = true;
    return true;
  }

  boolean isReady() {
    return isReady;
  }
}
