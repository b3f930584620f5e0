package dev.innerloop.launcher;

/**
 * Runs Micronaut's own shutdown hook, which ends the server and its context. Each run registers it
 * again: Micronaut is in the app's loader, so that other hooks of libraries can stay.
 */
final class MicronautShutdown implements ShutdownStrategy {

  private final ShutdownHooks hooks;

  MicronautShutdown(ShutdownHooks hooks) {
    this.hooks = hooks;
  }

  @Override
  public boolean supports(ClassLoader app) {
    for (Thread hook : hooks.own(app)) {
      if (hooks.code(hook).getName().startsWith("io.micronaut.runtime.")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void end(ClassLoader app) throws InterruptedException {
    ShutdownHooks.run(hooks.own(app));
  }
}
