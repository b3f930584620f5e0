package dev.innerloop.compile.incremental;

import dev.innerloop.content.FileStamp;
import dev.innerloop.content.FileTree;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * An output directory whose sources are known, and with them what does not have to be compiled
 * again.
 *
 * @param sources that it was compiled from, by path below their root
 * @param classes that are in it, by path
 */
public record CompiledState(
    CompilationInputs inputs, Map<String, FileStamp> sources, Map<String, FileStamp> classes) {

  public CompiledState {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
  }

  /** The output as it is now, for a module whose sources were all compiled. */
  public static CompiledState of(CompilationInputs inputs, Map<String, FileStamp> sources)
      throws IOException {
    return new CompiledState(inputs, sources, classes(inputs.module()));
  }

  public static Map<String, FileStamp> classes(Module module) throws IOException {
    Map<String, FileStamp> classes = new HashMap<>();
    FileTree.walk(
        module.outputFolder(),
        (path, file, stamp) -> {
          if (path.endsWith(".class")) {
            classes.put(path, stamp);
          }
        });
    return classes;
  }

  public static Map<String, FileStamp> stamps(Map<String, ModuleSources.Source> sources) {
    Map<String, FileStamp> stamps = new TreeMap<>();
    sources.forEach((path, source) -> stamps.put(path, source.stamp()));
    return stamps;
  }

  /**
   * The same after some of it was compiled again.
   *
   * @param compiled sources
   * @param gone sources that do not exist any more
   * @param written classes
   * @param deleted classes
   */
  public CompiledState with(
      Map<String, FileStamp> compiled,
      Collection<String> gone,
      Map<String, FileStamp> written,
      Collection<String> deleted) {
    return new CompiledState(
        inputs, changed(sources, gone, compiled), changed(classes, deleted, written));
  }

  private static Map<String, FileStamp> changed(
      Map<String, FileStamp> before, Collection<String> gone, Map<String, FileStamp> now) {
    Map<String, FileStamp> after = new HashMap<>(before);
    after.keySet().removeAll(gone);
    after.putAll(now);
    return after;
  }

  /** Whether no other process has written classes since. */
  public boolean isIntact() throws IOException {
    return classes.equals(classes(inputs.module()));
  }
}
