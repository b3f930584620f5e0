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
import java.util.Set;

/**
 * The inputs of a compilation other than sources: when they change, all sources are compiled again
 * with a new file manager.
 *
 * @param jars their fingerprints
 * @param directories where they really are
 * @param processors those of the directories that annotation processors are loaded from
 */
public record CompilationInputs(
    Module module, Map<Path, String> jars, Map<Path, Path> directories, Set<Path> processors) {

  public CompilationInputs {
    jars = Collections.unmodifiableMap(new LinkedHashMap<>(jars));
    directories = Collections.unmodifiableMap(new LinkedHashMap<>(directories));
    processors = Set.copyOf(processors);
  }

  public static CompilationInputs of(Module module) throws IOException {
    Map<Path, String> jars = new HashMap<>();
    Map<Path, Path> directories = new HashMap<>();
    for (Path path : paths(module)) {
      if (Files.isDirectory(path)) {
        directories.put(path, path.toRealPath());
      } else if (Files.exists(path)) {
        jars.put(path, fingerprint(path));
      }
    }
    return new CompilationInputs(module, jars, directories, ProcessorPath.directories(module));
  }

  private static List<Path> paths(Module module) {
    List<Path> paths = new ArrayList<>(module.classPath());
    paths.addAll(module.compiler().processorPath());
    return paths;
  }

  private static String fingerprint(Path jar) throws IOException {
    BasicFileAttributes now = Files.readAttributes(jar, BasicFileAttributes.class);
    return now.size() + " " + now.lastModifiedTime() + " " + now.fileKey();
  }

  /**
   * Whether jars have been replaced since, such as that of a SNAPSHOT. One that is missing is being
   * replaced.
   *
   * @param known fingerprints that need not be read again
   */
  public boolean areOutdated(Map<Path, String> known) throws IOException {
    for (Map.Entry<Path, String> each : jars.entrySet()) {
      Path jar = each.getKey();
      if (!known.containsKey(jar) && Files.isRegularFile(jar)) {
        known.put(jar, fingerprint(jar));
      }
      String now = known.get(jar);
      if (now != null && !now.equals(each.getValue())) {
        return true;
      }
    }
    return false;
  }
}
