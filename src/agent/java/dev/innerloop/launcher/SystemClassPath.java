package dev.innerloop.launcher;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The class path of this JVM. An archive fits only a class path without directories, so that a JVM
 * that starts from one gets its directories here, each at its place, before the app begins.
 */
public final class SystemClassPath {

  private final JdkInternals internals;

  public SystemClassPath(JdkInternals internals) {
    this.internals = internals;
  }

  /**
   * Adds directories.
   *
   * @param directories of each the position in the whole class path, {@code =}, and the path; in
   *     order
   */
  public void add(List<String> directories) throws ReflectiveOperationException {
    List<String> entries =
        new ArrayList<>(
            Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator)));
    Parts parts = parts();
    synchronized (parts.classPath) {
      synchronized (parts.unopened) {
        for (String directory : directories) {
          int separator = directory.indexOf('=');
          int position = Integer.parseInt(directory.substring(0, separator));
          String path = directory.substring(separator + 1);
          entries.add(position, path);
          parts.path.add(position, url(path));
        }
        // Whatever was opened until now is opened again, in the new order.
        parts.loaders.clear();
        parts.loadersByUrl.clear();
        parts.unopened.clear();
        parts.unopened.addAll(parts.path);
      }
    }
    System.setProperty("java.class.path", String.join(File.pathSeparator, entries));
  }

  /**
   * Checks that this JVM's class path can be added to.
   *
   * @throws ReflectiveOperationException if not
   */
  public void check() throws ReflectiveOperationException {
    parts();
  }

  private Parts parts() throws ReflectiveOperationException {
    Class<?> loader = Class.forName("jdk.internal.loader.BuiltinClassLoader");
    Object classPath = internals.get(loader, "ucp", ClassLoader.getSystemClassLoader());
    return new Parts(classPath, internals);
  }

  /** With the slash of a directory, even if it does not exist yet. */
  private static URL url(String directory) {
    try {
      URL url = new File(directory).toURI().toURL();
      return url.getPath().endsWith("/") ? url : new URL(url + "/");
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a directory: " + directory, e);
    }
  }

  /** The parts of the JDK's {@code URLClassPath}. */
  private static final class Parts {

    final Object classPath;
    final List<URL> path;
    final Collection<URL> unopened;
    final Collection<?> loaders;
    final Map<?, ?> loadersByUrl;

    @SuppressWarnings("unchecked") // as its source says
    Parts(Object classPath, JdkInternals internals) throws ReflectiveOperationException {
      Class<?> type = classPath.getClass();
      this.classPath = classPath;
      path = (List<URL>) internals.get(type, "path", classPath);
      unopened = (Collection<URL>) internals.get(type, "unopenedUrls", classPath);
      loaders = (Collection<?>) internals.get(type, "loaders", classPath);
      loadersByUrl = (Map<?, ?>) internals.get(type, "lmap", classPath);
    }
  }
}
