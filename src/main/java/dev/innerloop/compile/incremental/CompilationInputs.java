package dev.innerloop.compile.incremental;

import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a compilation other than sources: when they change, all sources are compiled again
 * with a new file manager.
 *
 * @param entries fingerprints of jars; for directories, whether they exist
 */
public record CompilationInputs(Module module, Map<Path, String> entries) {

  public CompilationInputs {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  public static CompilationInputs of(Module module) throws IOException {
    Map<Path, String> entries = new HashMap<>();
    List<Path> paths = new ArrayList<>(module.classPath());
    paths.addAll(module.compiler().processorPath());
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        entries.put(path, "folder");
      } else if (Files.exists(path)) {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        entries.put(path, now.size() + " " + now.lastModifiedTime() + " " + now.fileKey());
      }
    }
    return new CompilationInputs(module, entries);
  }
}
