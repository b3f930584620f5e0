package dev.innerloop.project.maven.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Does for files that are not filtered what Maven's resources plugin would do, without a build.
 * What is not certain to be just a copy is left to the plugin.
 */
public final class PlainResources {

  private static final String PLUGIN = "org.apache.maven.plugins:maven-resources-plugin";

  /** What matters to filtered files alone. */
  private static final Set<String> OF_FILTERING =
      Set.of(
          "encoding",
          "propertiesEncoding",
          "delimiters",
          "useDefaultDelimiters",
          "escapeString",
          "escapeWindowsPaths",
          "nonFilteredFileExtensions",
          "supportMultiLineFiltering");

  private final List<Resource> resources;
  private final Path output;

  private PlainResources(List<Resource> resources, Path output) {
    this.resources = resources;
    this.output = output;
  }

  /** Nothing if the plugin is configured to do something else. */
  public static Optional<PlainResources> of(MavenProject project) {
    Plugin plugin = project.getPlugin(PLUGIN);
    if (plugin == null
        || !isUsual(plugin)
        || !plugin.getExecutions().stream().allMatch(PlainResources::isUsual)) {
      return Optional.empty();
    }
    return Optional.of(
        new PlainResources(
            project.getBuild().getResources(), Path.of(project.getBuild().getOutputDirectory())));
  }

  private static boolean isUsual(ConfigurationContainer container) {
    if (!(container.getConfiguration() instanceof Xpp3Dom configuration)) {
      return container.getConfiguration() == null;
    }
    for (Xpp3Dom each : configuration.getChildren()) {
      if (!OF_FILTERING.contains(each.getName())) {
        return false;
      }
    }
    return true;
  }

  /** Paths written below the output folder; nothing, and nothing done, if it is not that simple. */
  public Optional<SortedSet<String>> copy(Collection<Path> files) throws IOException {
    SortedMap<String, Path> copies = new TreeMap<>();
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !addCopies(file, copies)) {
        return Optional.empty();
      }
    }
    SortedSet<String> written = new TreeSet<>();
    for (Map.Entry<String, Path> each : copies.entrySet()) {
      Path target = output.resolve(each.getKey());
      if (Files.exists(target) && Files.mismatch(target, each.getValue()) == -1) {
        continue;
      }
      Files.createDirectories(target.resolveSibling(""));
      // Beside the folder, which is watched and scanned; a move is never seen half done.
      Path aside = Files.createTempFile(output.resolveSibling(""), ".dev-resource", null);
      try {
        Files.copy(each.getValue(), aside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
      written.add(each.getKey());
    }
    return Optional.of(written);
  }

  /** Whether it is certain what becomes of the file. */
  private boolean addCopies(Path file, SortedMap<String, Path> copies) {
    int taken = 0;
    for (Resource resource : resources) {
      Path root = Path.of(resource.getDirectory());
      if (!file.startsWith(root)) {
        continue;
      }
      String path = root.relativize(file).toString().replace('\\', '/');
      if (isOdd(path) || hasOddPattern(resource)) {
        return false;
      }
      if (!isSelected(resource, path)) {
        continue;
      }
      if (resource.isFiltering()) {
        return false;
      }
      String folder = resource.getTargetPath() == null ? "" : resource.getTargetPath();
      Path target = output.resolve(folder).resolve(path).normalize();
      if (!target.startsWith(output)) {
        return false;
      }
      copies.put(output.relativize(target).toString().replace('\\', '/'), file);
      taken++;
    }
    return taken <= 1; // of two the plugin's order decides
  }

  private static boolean isSelected(Resource resource, String path) {
    boolean included =
        resource.getIncludes().isEmpty()
            || resource.getIncludes().stream().anyMatch(each -> new AntPattern(each).matches(path));
    return included
        && resource.getExcludes().stream().noneMatch(each -> new AntPattern(each).matches(path));
  }

  private static boolean hasOddPattern(Resource resource) {
    return resource.getIncludes().stream().anyMatch(each -> each.startsWith("%"))
        || resource.getExcludes().stream().anyMatch(each -> each.startsWith("%"));
  }

  /** Perhaps one of those that the plugin leaves out by default: it knows best. */
  private static boolean isOdd(String path) {
    for (String name : path.split("/")) {
      if (name.matches("[.#%].*|.*~|CVS|SCCS|vssver\\.scc")) {
        return true;
      }
    }
    return false;
  }
}
