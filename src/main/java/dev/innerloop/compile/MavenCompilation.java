package dev.innerloop.compile;

import dev.innerloop.compile.incremental.CompiledState;
import dev.innerloop.compile.incremental.MavenRecord;
import dev.innerloop.compile.incremental.ModuleSources;
import dev.innerloop.compile.incremental.ModuleSources.Source;
import dev.innerloop.compile.javac.ModuleJavac;
import dev.innerloop.content.BuildDirectories;
import dev.innerloop.content.ChangeTime;
import dev.innerloop.content.FileStamp;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the project's own build has compiled of a module, as far as its directories tell.
 *
 * @param known sources whose classes belong to the build, those that are gone included
 * @param compiled the sources that the classes were compiled from
 * @param classes that are in the output directory
 * @param late sources that were saved so late that the build may not have seen them
 */
record MavenCompilation(
    Set<String> known,
    Map<String, FileStamp> compiled,
    Map<String, FileStamp> classes,
    Set<Path> late) {

  MavenCompilation {
    known = Set.copyOf(known);
    compiled = Map.copyOf(compiled);
    classes = Map.copyOf(classes);
    late = Set.copyOf(late);
  }

  /**
   * @param since the earliest start of the build
   */
  static MavenCompilation of(Module module, ModuleJavac javac, ChangeTime since)
      throws IOException {
    SortedMap<String, Source> sources = ModuleSources.of(module);
    Map<String, FileStamp> classes = CompiledState.classes(module);
    Map<String, String> elsewhere = elsewhere(module, javac, sources, classes.keySet());
    Set<String> gone = new HashSet<>(new MavenRecord(module).sources());
    gone.removeAll(sources.keySet());
    Set<String> known = new HashSet<>(ModuleSources.all(module));
    known.addAll(gone);
    known.addAll(elsewhere.values());
    BuildDirectories built = BuildDirectories.of(module);
    Set<Path> late = new HashSet<>();
    Map<String, FileStamp> compiled = new TreeMap<>();
    sources.forEach(
        (path, source) -> {
          if (!built.contains(source.file()) && since.isOf(source.file())) {
            late.add(source.file());
          } else if (classes.containsKey(ModuleCompiler.classPath(path))
              || elsewhere.containsKey(path)
              || path.endsWith("-info.java")) {
            compiled.put(path, source.stamp());
          }
        });
    gone.forEach(path -> compiled.put(path, FileStamp.NO_FILE));
    return new MavenCompilation(known, compiled, classes, late);
  }

  /**
   * Sources whose class is not in the directory of their name, because they declare another
   * package, and the path that the class gives to them.
   */
  private static Map<String, String> elsewhere(
      Module module, ModuleJavac javac, SortedMap<String, Source> sources, Set<String> classes)
      throws IOException {
    Map<Path, String> unexplained = new HashMap<>();
    if (!classes.isEmpty()) {
      sources.forEach(
          (path, source) -> {
            if (!classes.contains(ModuleCompiler.classPath(path)) && !path.endsWith("-info.java")) {
              unexplained.put(source.file(), path);
            }
          });
    }
    Map<String, String> elsewhere = new HashMap<>();
    javac
        .declaredPaths(module, unexplained.keySet())
        .forEach(
            (file, declared) -> {
              if (classes.contains(ModuleCompiler.classPath(declared))
                  && !sources.containsKey(declared)) {
                elsewhere.put(unexplained.getOrDefault(file, declared), declared);
              }
            });
    return elsewhere;
  }
}
