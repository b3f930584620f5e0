package dev.innerloop.launcher;

import java.util.List;
import java.util.function.Supplier;

/**
 * Ends an app that closes in shutdown hooks of its own what it opened, then interrupts its threads.
 * Not if a library has hooks, too: a library that was shut down would stay so for the next run.
 */
final class PlainShutdown implements ShutdownStrategy {

  private final ShutdownHooks hooks;
  private final Supplier<List<LeftThread>> threads;

  /**
   * @param threads those of the app that live
   */
  PlainShutdown(ShutdownHooks hooks, Supplier<List<LeftThread>> threads) {
    this.hooks = hooks;
    this.threads = threads;
  }

  @Override
  public boolean supports(ClassLoader app) {
    int own = hooks.own(app).size();
    return own == hooks.registeredUnder(app).size() && (own > 0 || threads.get().isEmpty());
  }

  @Override
  public void end(ClassLoader app) throws InterruptedException {
    ShutdownHooks.run(hooks.own(app));
    for (LeftThread left : threads.get()) {
      left.thread().interrupt();
    }
  }
}
