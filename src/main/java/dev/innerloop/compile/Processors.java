package dev.innerloop.compile;

import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/** Whether annotation processors take part in a module's compilation. */
final class Processors {

  private static final String SERVICE = "META-INF/services/javax.annotation.processing.Processor";
  private static final int EXPLICIT_ONLY = 23;

  private Processors() {}

  static boolean run(Module module) throws IOException {
    List<String> options = module.compiler().options();
    if (options.contains("-proc:none")) {
      return false;
    }
    if (options.contains("-processor") || !module.compiler().processorPath().isEmpty()) {
      return true;
    }
    boolean asked = options.contains("-proc:full") || options.contains("-proc:only");
    if (Runtime.version().feature() >= EXPLICIT_ONLY && !asked) {
      return false;
    }
    for (Path entry : module.classPath()) {
      if (offers(entry)) {
        return true;
      }
    }
    return false;
  }

  private static boolean offers(Path entry) throws IOException {
    if (!Files.isRegularFile(entry)) {
      return Files.exists(entry.resolve(SERVICE));
    }
    try (ZipFile jar = new ZipFile(entry.toFile())) {
      return jar.getEntry(SERVICE) != null;
    }
  }
}
