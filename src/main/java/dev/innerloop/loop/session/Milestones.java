package dev.innerloop.loop.session;

/** What an app has to have reached to be ready; safe for several threads. */
final class Milestones {

  private boolean firstServed;
  private boolean rolledOut;
  private boolean ready;

  /** All replicas serve what they were given first. */
  synchronized void firstServed() {
    firstServed = true;
  }

  /** It is rolled out, or needs no roll-out. */
  synchronized void rolledOut() {
    rolledOut = true;
  }

  /** True once: when the app has become ready since the last call. */
  synchronized boolean becameReady() {
    if (ready || !firstServed || !rolledOut) {
      return false;
    }
    ready = true;
    return true;
  }

  synchronized boolean isReady() {
    return ready;
  }
}
