package dev.innerloop.compile.incremental;

import dev.innerloop.project.Module;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where javac looks for the annotation processors of a module. */
public final class ProcessorPath {

  /** The file in which processors are declared. */
  public static final String SERVICE = "META-INF/services/javax.annotation.processing.Processor";

  private static final int EXPLICIT_ONLY = 23;

  private ProcessorPath() {}

  /** Jars and directories; none if processors do not run. */
  public static List<Path> of(Module module) {
    List<String> options = module.compiler().options();
    if (options.contains("-proc:none")) {
      return List.of();
    }
    List<Path> own = module.compiler().processorPath();
    boolean asked =
        options.contains("-proc:full")
            || options.contains("-proc:only")
            || options.contains("-processor");
    return own.isEmpty() && (asked || Runtime.version().feature() < EXPLICIT_ONLY)
        ? module.classPath()
        : own;
  }

  /**
   * The directories on it that classes of processors may come from, such as the output of a
   * sibling; none if no processor is in a directory.
   */
  public static Set<Path> directories(Module module) {
    List<Path> path = of(module);
    Set<Path> directories = path.stream().filter(Files::isDirectory).collect(Collectors.toSet());
    boolean inDirectories =
        path.equals(module.compiler().processorPath())
            || directories.stream().anyMatch(directory -> hasProcessor(directory, module));
    return inDirectories ? directories : Set.of();
  }

  private static boolean hasProcessor(Path directory, Module module) {
    List<String> options = module.compiler().options();
    int named = options.indexOf("-processor");
    Stream<String> classes =
        named < 0 || named + 1 == options.size()
            ? Stream.of()
            : Stream.of(options.get(named + 1).split(","))
                .map(name -> name.trim().replace('.', '/') + ".class");
    return Stream.concat(Stream.of(SERVICE), classes)
        .anyMatch(file -> Files.exists(directory.resolve(file)));
  }
}
