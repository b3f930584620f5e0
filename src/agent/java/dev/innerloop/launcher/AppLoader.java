package dev.innerloop.launcher;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/**
 * Loads what the project builds itself, before what its libraries hold; one for each run of the
 * app. It has no name: a named one shows in front of each frame of a stack trace.
 *
 * <p>Resources are looked up on the JVM's class path, which has those of the app, too, each at its
 * place. No lock is held while the loader of the libraries is asked: it may ask for a class of ours
 * meanwhile.
 */
final class AppLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final List<File> folders = new ArrayList<>();
  private final boolean hasJars;
  private final LibraryResources resources;
  private volatile String givenToLibraries;

  /**
   * @param outputs folders of classes and resources, and jars, in order
   */
  AppLoader(List<File> outputs, LibraryResources resources) {
    super(urls(outputs), resources.libraries);
    this.resources = resources;
    for (File output : outputs) {
      if (!isJar(output)) {
        folders.add(output);
      }
    }
    hasJars = folders.size() < outputs.size();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    Class<?> loaded = findLoadedClass(name);
    if (loaded == null) {
      loaded = holds(name) ? loadOwn(name) : getParent().loadClass(name);
    }
    if (resolve) {
      resolveClass(loaded);
    }
    return loaded;
  }

  private Class<?> loadOwn(String name) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  /**
   * The app's class of a name, for the loader of the libraries, which keeps it from then on.
   *
   * @return null if the app has none
   */
  Class<?> loadForLibraries(String name) {
    if (!holds(name)) {
      return null;
    }
    try {
      Class<?> own = loadOwn(name);
      givenToLibraries = name;
      return own;
    } catch (ClassNotFoundException e) {
      return null; // its file has just been deleted
    }
  }

  /** The name of a class that {@link #loadForLibraries} returned; null if there is none. */
  String givenToLibraries() {
    return givenToLibraries;
  }

  @Override
  public URL getResource(String name) {
    for (File folder : folders) {
      if (new File(folder, name).exists()) {
        return getParent().getResource(name); // it changes while the JVM runs
      }
    }
    return resources.find(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return getParent().getResources(name);
  }

  /** Asked for each class of a library, too: an exception to say no would cost far more. */
  private boolean holds(String name) {
    String path = name.replace('.', '/').concat(".class");
    for (File folder : folders) {
      if (new File(folder, path).isFile()) {
        return true;
      }
    }
    return hasJars && findResource(path) != null;
  }

  private static boolean isJar(File output) {
    return output.getName().endsWith(".jar");
  }

  private static URL[] urls(List<File> outputs) {
    List<URL> urls = new ArrayList<>();
    try {
      for (File output : outputs) {
        // A folder that is not there yet is none to File, and would be taken for a jar.
        URL url = output.toURI().toURL();
        urls.add(isJar(output) || url.getPath().endsWith("/") ? url : new URL(url + "/"));
      }
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a folder of classes", e);
    }
    return urls.toArray(new URL[0]);
  }
}
