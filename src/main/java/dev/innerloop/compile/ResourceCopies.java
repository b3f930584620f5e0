package dev.innerloop.compile;

import dev.innerloop.content.FileTree;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.ProjectBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The copies of resources in output directories. Maven neither deletes those of deleted resources,
 * nor replaces one that is newer than its resource.
 */
final class ResourceCopies {

  private static final FileTime OLDER_THAN_ANY_RESOURCE = FileTime.fromMillis(0);

  private final ProjectBuild build;
  private final Map<Path, SortedSet<String>> deleted = new HashMap<>();

  ResourceCopies(ProjectBuild build) {
    this.build = build;
  }

  /** The copies that a module's present resources have, by path in the output directory. */
  Set<String> present(Module module) throws IOException {
    return build.resourceOutputs(module);
  }

  /**
   * Before Maven processes the resources of a module: deletes copies whose resource does not exist
   * any more, since they are in the way where a file has become a directory, or the reverse.
   *
   * @param known the copies after Maven processed the resources last
   * @param changed resources, or directories of them; empty if that is unknown
   * @return the copies that there will be
   */
  Set<String> prepare(Module module, Set<String> known, Collection<Path> changed)
      throws IOException {
    Set<String> present = present(module);
    for (String path : known) {
      if (!present.contains(path)) {
        Path copy = module.outputFolder().resolve(path);
        if (Files.isRegularFile(copy)) {
          Files.delete(copy);
          deleted(module).add(path);
        }
        FileTree.deleteEmptyDirectories(copy.resolveSibling(""), module.outputFolder());
      }
    }
    for (String path : present) {
      clear(module, path);
    }
    Set<String> copies = new HashSet<>(known);
    copies.addAll(present);
    for (Path resource : changed) {
      for (String path : build.resourceOutputs(module, resource)) {
        for (String copy : copies) {
          if (copy.equals(path) || path.isEmpty() || copy.startsWith(path + "/")) {
            makeOld(module.outputFolder().resolve(copy));
          }
        }
      }
    }
    return present;
  }

  /**
   * Deletes what is in the way of a copy, such as the copy of a resource that was replaced before
   * the session knew it.
   */
  private void clear(Module module, String path) throws IOException {
    Path output = module.outputFolder();
    for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      String directory = path.substring(0, end);
      if (Files.isRegularFile(output.resolve(directory))) {
        Files.delete(output.resolve(directory));
        deleted(module).add(directory);
      }
    }
    Path copy = output.resolve(path);
    if (Files.isDirectory(copy)) {
      FileTree.files(copy).keySet().forEach(below -> deleted(module).add(path + "/" + below));
      FileTree.delete(copy);
    }
  }

  private static void makeOld(Path copy) throws IOException {
    if (Files.isRegularFile(copy)) {
      Files.setLastModifiedTime(copy, OLDER_THAN_ANY_RESOURCE);
    }
  }

  /** The copies that were deleted since the last call. */
  SortedSet<String> takeDeleted(Module module) {
    SortedSet<String> all = deleted(module);
    deleted.remove(module.pom());
    return all;
  }

  private SortedSet<String> deleted(Module module) {
    return deleted.computeIfAbsent(module.pom(), pom -> new TreeSet<>());
  }
}
