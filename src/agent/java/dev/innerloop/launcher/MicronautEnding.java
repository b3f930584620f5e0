package dev.innerloop.launcher;

import java.util.ArrayList;
import java.util.List;

/** Runs the hook with which Micronaut stops its application, and wakes the main that waits. */
final class MicronautEnding implements Ending {

  @Override
  public boolean knows(ClassLoader app) {
    return !hooks(app).isEmpty();
  }

  @Override
  public void end(ClassLoader app) throws InterruptedException {
    Hooks.run(hooks(app));
  }

  private static List<Thread> hooks(ClassLoader app) {
    List<Thread> its = new ArrayList<>();
    for (Thread hook : Hooks.registeredUnder(app)) {
      if (Hooks.code(hook).getName().startsWith("io.micronaut.runtime.")) {
        its.add(hook);
      }
    }
    return its;
  }
}
