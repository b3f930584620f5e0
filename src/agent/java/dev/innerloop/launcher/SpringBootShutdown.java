package dev.innerloop.launcher;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Closes the contexts that Spring Boot (2.5 or later) would close in its shutdown hook. The hook
 * itself must not run: it is made for one use only, and refuses contexts from then on.
 */
final class SpringBootShutdown implements ShutdownStrategy {

  private final JdkInternals internals;

  SpringBootShutdown(JdkInternals internals) {
    this.internals = internals;
  }

  @Override
  public boolean supports(ClassLoader app) {
    try {
      return !contexts(app).isEmpty();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Not on the class path, or of a version that keeps them elsewhere.
      return false;
    }
  }

  @Override
  public void end(ClassLoader app) throws Exception {
    List<Closeable> latestFirst = contexts(app);
    Collections.reverse(latestFirst);
    for (Closeable context : latestFirst) {
      context.close();
    }
  }

  private List<Closeable> contexts(ClassLoader app) throws ReflectiveOperationException {
    Class<?> type = Class.forName("org.springframework.boot.SpringApplication", true, app);
    Object hook = internals.get(type, "shutdownHook", null);
    synchronized (hook.getClass()) { // as it does itself
      List<Closeable> contexts = new ArrayList<>();
      for (Object context : (Collection<?>) internals.get(hook.getClass(), "contexts", hook)) {
        contexts.add((Closeable) context);
      }
      return contexts;
    }
  }
}
