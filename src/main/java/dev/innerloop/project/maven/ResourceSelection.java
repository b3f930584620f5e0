package dev.innerloop.project.maven;

import dev.innerloop.content.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Resource;
import org.codehaus.plexus.util.DirectoryScanner;

/**
 * The files that a resource element of the POM selects, and where their copies are. Selects as the
 * resources plugin does, which scans with the same class.
 */
final class ResourceSelection {

  private final Path root;
  private final Path output;
  private final Path target;
  private final Scanner scanner;

  /**
   * @param output the output directory of the module
   */
  ResourceSelection(Resource resource, Path output) {
    this.root = Path.of(resource.getDirectory()).normalize();
    this.output = output;
    this.target =
        output
            .resolve(resource.getTargetPath() == null ? "" : resource.getTargetPath())
            .normalize();
    this.scanner = new Scanner(resource);
  }

  Path root() {
    return root;
  }

  /** Whether a file below the root is selected. */
  boolean contains(Path file) {
    return scanner.contains(root.relativize(file));
  }

  /**
   * Where the copy of a file or directory below the root is, relative to the output directory;
   * empty if it is elsewhere.
   */
  Optional<String> copyOf(Path file) {
    Path copy = target.resolve(root.relativize(file)).normalize();
    return copy.startsWith(output)
        ? Optional.of(FileTree.relative(output, copy))
        : Optional.empty();
  }

  /** The selected file whose copy is at a path relative to the output directory. */
  Optional<Path> sourceOf(String copy) {
    Path at = output.resolve(copy).normalize();
    return at.startsWith(target)
        ? Optional.of(root.resolve(target.relativize(at)))
            .filter(Files::isRegularFile)
            .filter(this::contains)
        : Optional.empty();
  }

  /** Where the copies of all selected files are, relative to the output directory. */
  Set<String> copies() throws IOException {
    Set<String> copies = new TreeSet<>();
    for (Path file : FileTree.files(root).values()) {
      if (contains(file)) {
        copyOf(file).ifPresent(copies::add);
      }
    }
    return copies;
  }

  private static final class Scanner extends DirectoryScanner {

    Scanner(Resource resource) {
      if (!resource.getIncludes().isEmpty()) {
        setIncludes(resource.getIncludes().toArray(String[]::new));
      }
      setExcludes(resource.getExcludes().toArray(String[]::new));
      addDefaultExcludes();
      setupDefaultFilters();
      setupMatchPatterns();
    }

    /**
     * @param path relative to the directory of the resource
     */
    boolean contains(Path path) {
      return isIncluded(path.toString()) && !isExcluded(path.toString());
    }
  }
}
