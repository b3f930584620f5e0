package dev.innerloop.launcher;

import java.util.function.Function;

/**
 * What the JVM's loader of the class path asks for a class before it reads the class path: so
 * libraries find the classes of the app, as if it was theirs to load them.
 *
 * <p>Whatever this needs is loaded before it is first asked for a class of the app; else it would
 * be asked for its own parts over and over.
 */
public final class LibraryLookups implements Function<String, Class<?>> {

  private static final String PROBE = "dev.innerloop.launcher.probe";

  /** Whether the loader of the class path asks. */
  static boolean areInstalled() {
    try {
      return ClassLoader.getSystemClassLoader().loadClass(PROBE) == LibraryLookups.class;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Override
  public Class<?> apply(String name) {
    if (name.equals(PROBE)) {
      return LibraryLookups.class;
    }
    RunningApp app = Launcher.running();
    return app == null ? null : app.loadForLibraries(name);
  }
}
