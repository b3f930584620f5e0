package dev.innerloop.export;

import dev.innerloop.manifest.tree.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The file names of resources: name and kind, and a suffix if necessary to be unique. */
final class ResourceFiles {

  private ResourceFiles() {}

  /** The resources by file name, in their order. */
  static Map<String, Mapping> of(List<Mapping> resources) {
    Map<String, Mapping> files = new LinkedHashMap<>();
    for (Mapping resource : resources) {
      String name =
          clean(resource.text("metadata", "name").orElse("unnamed"))
              + "-"
              + clean(resource.text("kind").orElse("resource"));
      String group = resource.text("apiVersion").orElse("").replaceAll("/.*", "");
      String file = name + ".yaml";
      if (files.containsKey(file)) {
        file = name + "-" + clean(group) + ".yaml";
      }
      for (int number = 2; files.containsKey(file); number++) {
        file = name + "-" + number + ".yaml";
      }
      files.put(file, resource);
    }
    return files;
  }

  /** Names of roles can contain colons, which some file systems do not allow. */
  private static String clean(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
  }
}
