package dev.innerloop.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;

/**
 * Stands in, in the app's own classes, for the static methods of {@link ClassLoader} of the same
 * names: to the app, the system's loader is the one that it would be on one flat class path. For
 * Spring Boot, also for that of {@link Class}.
 */
public final class SystemLoader {

  private SystemLoader() {}

  public static ClassLoader getSystemClassLoader() {
    RunningApp app = Launcher.running();
    return app == null ? ClassLoader.getSystemClassLoader() : app.loader();
  }

  public static URL getSystemResource(String name) {
    return getSystemClassLoader().getResource(name);
  }

  public static Enumeration<URL> getSystemResources(String name) throws IOException {
    return getSystemClassLoader().getResources(name);
  }

  public static InputStream getSystemResourceAsStream(String name) {
    return getSystemClassLoader().getResourceAsStream(name);
  }

  public static Class<?> forName(String name) throws ClassNotFoundException {
    return Class.forName(name, true, getSystemClassLoader());
  }
}
