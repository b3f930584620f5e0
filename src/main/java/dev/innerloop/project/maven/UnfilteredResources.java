package dev.innerloop.project.maven;

import dev.innerloop.content.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Files that Maven's resources plugin would only copy, so that no build is necessary. What may be
 * more than a copy is left to the plugin.
 */
final class UnfilteredResources {

  private static final String PLUGIN = "org.apache.maven.plugins:maven-resources-plugin";

  /** Parameters that affect only filtered files. */
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

  private final List<Rule> rules;

  private UnfilteredResources(List<Resource> resources, Path output) {
    this.rules =
        resources.stream()
            .map(each -> new Rule(new ResourceSelection(each, output), each.isFiltering()))
            .toList();
  }

  /** What the plugin does with a directory. */
  private record Rule(ResourceSelection selection, boolean filters) {}

  /** Empty if the plugin has other configuration. */
  static Optional<UnfilteredResources> of(MavenProject project) {
    Plugin plugin = project.getPlugin(PLUGIN);
    if (plugin == null
        || !isUsual(plugin)
        || !plugin.getExecutions().stream().allMatch(UnfilteredResources::isUsual)) {
      return Optional.empty();
    }
    return Optional.of(
        new UnfilteredResources(
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

  /** The files by their path below the output directory; empty if the plugin is needed. */
  Optional<SortedMap<String, Path>> copies(Collection<Path> files) {
    SortedMap<String, Path> copies = new TreeMap<>();
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !addCopies(file, copies)) {
        return Optional.empty();
      }
    }
    return Optional.of(copies);
  }

  /** Whether the result for the file is certain. */
  private boolean addCopies(Path file, SortedMap<String, Path> copies) {
    for (Rule rule : rules) {
      ResourceSelection selection = rule.selection();
      if (!file.startsWith(selection.root())) {
        continue;
      }
      if (isOdd(FileTree.relative(selection.root(), file))) {
        return false;
      }
      if (!selection.contains(file)) {
        continue;
      }
      if (rule.filters()) {
        return false;
      }
      Optional<String> copy = selection.copyOf(file);
      if (copy.isEmpty() || !hasOneSource(copy.get())) {
        return false;
      }
      copies.put(copy.get(), file);
    }
    return true;
  }

  /** With two sources of a copy, the order of the plugin decides. */
  private boolean hasOneSource(String copy) {
    return rules.stream().filter(rule -> rule.selection().sourceOf(copy).isPresent()).count() == 1;
  }

  /** A file that the plugin may exclude by default, so the plugin decides. */
  private static boolean isOdd(String path) {
    for (String name : path.split("/")) {
      if (name.matches("[.#%].*|.*~|CVS|SCCS|vssver\\.scc")) {
        return true;
      }
    }
    return false;
  }
}
