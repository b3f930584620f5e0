package dev.innerloop.launcher;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** One run of the app, in a loader of its own. */
final class AppRun {

  final AppLoader loader;
  private final String mainClass;

  AppRun(List<File> outputs, String mainClass, LibraryResources resources) {
    this.loader = new AppLoader(outputs, resources);
    this.mainClass = mainClass;
  }

  /** Finds its main, for this thread to call. */
  MethodHandle main() throws Exception {
    return main(mainClass, loader);
  }

  static MethodHandle main(String mainClass, ClassLoader loader) throws Exception {
    Thread.currentThread().setContextClassLoader(loader);
    Class<?> type;
    try {
      type = Class.forName(mainClass, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new Unlaunchable(
          "Could not find or load main class " + mainClass + "\nCaused by: " + e, e);
    }
    try {
      return MainMethod.of(type).bind();
    } catch (NoSuchMethodException e) {
      throw new Unlaunchable(e.getMessage(), e);
    }
  }

  /** There is no main to call; the message is what the {@code java} command says then. */
  static final class Unlaunchable extends Exception {

    private static final long serialVersionUID = 1;

    Unlaunchable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
