package dev.innerloop.launcher;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ends an app that closes in shutdown hooks of its own what it opened, then interrupts its threads.
 * Not if a library has hooks, too: a library that was shut down would stay so for the next run.
 */
final class PlainEnding implements Ending {

  private final Supplier<List<Thread>> threads;

  /**
   * @param threads those of the app that live
   */
  PlainEnding(Supplier<List<Thread>> threads) {
    this.threads = threads;
  }

  @Override
  public boolean knows(ClassLoader app) {
    List<Thread> hooks = Hooks.registeredUnder(app);
    return own(app).size() == hooks.size() && (!hooks.isEmpty() || threads.get().isEmpty());
  }

  @Override
  public void end(ClassLoader app) throws InterruptedException {
    Hooks.run(own(app));
    for (Thread thread : threads.get()) {
      thread.interrupt();
    }
  }

  /** Hooks whose code is the app's own. */
  static List<Thread> own(ClassLoader app) {
    List<Thread> own = new ArrayList<>();
    for (Thread hook : Hooks.registeredUnder(app)) {
      if (isOwn(Hooks.code(hook), app)) {
        own.add(hook);
      }
    }
    return own;
  }

  /** The app's loader has jars, too, of libraries that have to see the app. */
  private static boolean isOwn(Class<?> code, ClassLoader app) {
    CodeSource source = code.getProtectionDomain().getCodeSource();
    return code.getClassLoader() == app
        && (source == null || !source.getLocation().getPath().endsWith(".jar"));
  }
}
