package dev.innerloop.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** Which classes of the JDK and of libraries the app has loaded: what its next JVM loads, too. */
final class ClassList {

  private final Instrumentation instrumentation;
  private final VersionedClasses versioned = new VersionedClasses();

  ClassList(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
        String name = loaded.getName().replace('.', '/');
        if (isNamed(loaded.getName()) && !loaded.isArray() && isOfLibrary(loaded, name)) {
          out.write(name);
          out.newLine();
        }
      }
    }
  }

  /** Not generated, hidden or a proxy: those have no file that an archive could take them from. */
  private static boolean isNamed(String name) {
    return !name.contains("$$")
        && !name.contains("/")
        && !name.contains("$Proxy")
        && !name.contains("LambdaForm$")
        && !name.startsWith("dev.innerloop.");
  }

  private boolean isOfLibrary(Class<?> loaded, String name) throws IOException {
    ClassLoader loader = loaded.getClassLoader();
    ClassLoader system = ClassLoader.getSystemClassLoader();
    if (loader == null || loader == system.getParent()) {
      return true;
    }
    CodeSource source = loader == system ? loaded.getProtectionDomain().getCodeSource() : null;
    return source != null
        && source.getLocation() != null
        && source.getLocation().getPath().endsWith(".jar")
        && !versioned.contains(source.getLocation(), name);
  }
}
