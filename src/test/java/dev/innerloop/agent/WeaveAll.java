package dev.innerloop.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Weaves many classes, and has the JVM verify them; what it would not take as it was does not
 * count.
 */
final class WeaveAll {

  private static final List<String> MODULES = List.of("java.base", "jdk.compiler");

  /** Whether it meets one depends on what other loaders have loaded before, not on its code. */
  private static final String LOADER_CONSTRAINT = "java.lang.LinkageError: loader constraint";

  /** Generated, thousands, and all alike. */
  private static final String MODELS = "-model-";

  private WeaveAll() {}

  public static void main(String... arguments) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    for (String module : MODULES) {
      addModule(module, classes);
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar") && !entry.contains(MODELS)) {
        addJar(Path.of(entry), classes);
      }
    }
    Own original = new Own(classes, false);
    Own woven = new Own(classes, true);
    int verified = 0;
    int broken = 0;
    for (String name : classes.keySet()) {
      if (original.failure(name) == null) {
        String failure = woven.failure(name);
        if (failure == null) {
          verified++;
        } else if (!failure.startsWith(LOADER_CONSTRAINT)) {
          broken++;
          System.err.println(name + ": " + failure);
        }
      }
    }
    System.out.println("verified=" + verified);
    System.out.println("broken=" + broken);
    System.out.println("unwoven=" + woven.unwoven);
  }

  private static void addModule(String module, Map<String, byte[]> classes) throws IOException {
    Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        add(root.relativize(file).toString(), Files.readAllBytes(file), classes);
      }
    }
  }

  private static void addJar(Path file, Map<String, byte[]> classes) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          try (InputStream in = jar.getInputStream(entry)) {
            add(entry.getName(), in.readAllBytes(), classes);
          }
        }
      }
    }
  }

  private static void add(String path, byte[] bytes, Map<String, byte[]> classes) {
    // Nobody but the JDK may define java.*, and we would not weave ourselves.
    if (!path.startsWith("java/") && !path.endsWith("-info.class")) {
      classes.putIfAbsent(path.replace(".class", "").replace('/', '.'), bytes);
    }
  }

  /** Defines all classes itself. */
  private static final class Own extends ClassLoader {

    private final Map<String, byte[]> classes;
    private final boolean weaves;
    private final ExecutedMethods recording = new ExecutedMethods();
    private int unwoven;

    Own(Map<String, byte[]> classes, boolean weaves) {
      super(WeaveAll.class.getClassLoader());
      this.classes = classes;
      this.weaves = weaves;
    }

    /** Loads and links a class; says what went wrong. */
    String failure(String name) {
      try {
        // Listing members links, and with that verifies, but does not initialise.
        loadClass(name).getDeclaredMethods();
        return null;
      } catch (ClassNotFoundException | LinkageError | SecurityException e) {
        return e.toString();
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name, bytes);
      }
    }

    private Class<?> define(String name, byte[] bytes) {
      byte[] result = bytes;
      if (weaves) {
        try {
          byte[] woven = Weaver.weave(bytes, new WovenClass(recording));
          result = woven == null ? bytes : woven;
        } catch (RuntimeException e) {
          unwoven++;
          System.err.println(name + ": " + e);
        }
      }
      return defineClass(name, result, 0, result.length);
    }
  }
}
