package dev.innerloop.compile.incremental;

import dev.innerloop.content.FileStamp;
import dev.innerloop.content.FileTree;
import dev.innerloop.project.Module;
import dev.innerloop.project.SourcePatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds the sources for javac. */
public final class ModuleSources {

  private ModuleSources() {}

  /** A Java source with its time and size when it was scanned. */
  public record Source(Path file, FileStamp stamp) {}

  /**
   * The Java sources that a module is compiled from, by path below their root. Excludes generated
   * sources if annotation processors run, because they generate them again.
   */
  public static SortedMap<String, Source> of(Module module) throws IOException {
    return matching(module.compiler().sources().matcher(), module);
  }

  /** Also the sources that are only compiled if others use them; by path below their root. */
  public static Set<String> all(Module module) throws IOException {
    return matching(SourcePatterns.ALL.matcher(), module).keySet();
  }

  private static SortedMap<String, Source> matching(Predicate<String> selected, Module module)
      throws IOException {
    SortedMap<String, Source> sources = new TreeMap<>();
    for (Path root : roots(module)) {
      FileTree.walk(
          root,
          (path, file, stamp) -> {
            if (selected.test(path)) {
              sources.putIfAbsent(path, new Source(file, stamp));
            }
          });
    }
    return sources;
  }

  /** The source at a path below one of the roots; the first root takes precedence. */
  public static Optional<Source> find(Module module, String path) throws IOException {
    if (!module.compiler().sources().matcher().test(path)) {
      return Optional.empty();
    }
    for (Path root : roots(module)) {
      Path file = root.resolve(path);
      if (Files.isRegularFile(file)) {
        return Optional.of(new Source(file, FileStamp.of(file)));
      }
    }
    return Optional.empty();
  }

  /** The path of an existing or deleted source below its root; empty for any other file. */
  public static Optional<String> path(Module module, Path file) {
    if (!file.toString().endsWith(".java")) {
      return Optional.empty();
    }
    return roots(module).stream()
        .filter(file::startsWith)
        .findFirst()
        .map(root -> FileTree.relative(root, file));
  }

  /** The generated sources of annotation processors, by path in their directory. */
  public static Set<String> generated(Module module) throws IOException {
    return mayRunProcessors(module) ? FileTree.files(module.generatedSources()).keySet() : Set.of();
  }

  /** The source directories, without that of annotation processors if these run. */
  public static List<Path> roots(Module module) {
    return module.sourceRoots().stream()
        .filter(root -> !mayRunProcessors(module) || !root.startsWith(module.generatedSources()))
        .toList();
  }

  private static boolean mayRunProcessors(Module module) {
    return !module.compiler().options().contains("-proc:none");
  }
}
