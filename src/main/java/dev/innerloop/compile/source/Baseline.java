package dev.innerloop.compile.source;

import dev.innerloop.content.FileStamp;
import dev.innerloop.content.FileTree;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * An output folder of which we know what it was compiled from, and therefore what need not be
 * compiled again. What is compiled of it later is noted in it, not in a copy of all.
 *
 * @param sources that it was compiled from, by path below their root
 * @param classes that are in it, by path
 */
public record Baseline(
    Inputs inputs, Map<String, FileStamp> sources, Map<String, FileStamp> classes) {

  /** The output as it is now, for a module whose sources were all compiled. */
  public static Baseline of(Inputs inputs, Map<String, FileStamp> sources) throws IOException {
    return new Baseline(inputs, sources, classes(inputs.module()));
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

  public static Map<String, FileStamp> stamps(Map<String, Sources.Source> sources) {
    Map<String, FileStamp> stamps = new TreeMap<>();
    sources.forEach((path, source) -> stamps.put(path, source.stamp()));
    return stamps;
  }

  /** Whether nobody else has written classes since. */
  public boolean isIntact() throws IOException {
    return classes.equals(classes(inputs.module()));
  }
}
