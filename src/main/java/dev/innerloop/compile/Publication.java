package dev.innerloop.compile;

import dev.innerloop.content.ClassFile;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written and deleted for a module's folders to hold what was compiled.
 *
 * <p>Equal bytes are never written again: whoever else watches the folder sees changes only.
 */
final class Publication {

  private final Staged staged;
  private final Knowledge before;
  private final SortedMap<String, Path> compiled;
  private final SortedSet<String> written = new TreeSet<>();
  private final SortedSet<String> deleted = new TreeSet<>();
  private boolean changesAbi;

  private Publication(Staged staged, Knowledge before) throws IOException {
    this.staged = staged;
    this.before = before;
    this.compiled = FileTree.files(staged.classes());
  }

  /** Compares what was compiled with what is there. */
  static Publication plan(Staged staged, Knowledge before) throws IOException {
    Publication plan = new Publication(staged, before);
    SortedMap<String, Path> existing = FileTree.files(plan.outputFolder());
    for (Map.Entry<String, Path> each : plan.compiled.entrySet()) {
      plan.compare(each.getKey(), existing.get(each.getKey()), each.getValue());
    }
    for (Map.Entry<String, Path> each : existing.entrySet()) {
      if (!plan.compiled.containsKey(each.getKey())
          && plan.isLeftOver(each.getKey(), each.getValue())) {
        plan.deleted.add(each.getKey());
        plan.changesAbi |= isClass(each.getKey());
      }
    }
    return plan;
  }

  private void compare(String path, @Nullable Path there, Path compiled) throws IOException {
    if (there != null && Files.mismatch(there, compiled) == -1) {
      return;
    }
    written.add(path);
    changesAbi |=
        isClass(path)
            && (there == null
                || Abi.differs(Files.readAllBytes(there), Files.readAllBytes(compiled)));
  }

  private boolean isLeftOver(String path, Path file) throws IOException {
    if (before.classes().contains(path)) {
      return true;
    }
    return isClass(path)
        && ClassFile.read(Files.readAllBytes(file))
            .flatMap(ClassFile::sourcePath)
            .filter(
                source -> before.sources().contains(source) || staged.sources().contains(source))
            .isPresent();
  }

  private static boolean isClass(String path) {
    return path.endsWith(".class");
  }

  Staged staged() {
    return staged;
  }

  Path outputFolder() {
    return staged.module().outputFolder();
  }

  /** Whether dependents may compile differently. */
  boolean changesAbi() {
    return changesAbi;
  }

  /** Files of the output folder that are to go. */
  Set<Path> deletions() {
    return deleted.stream().map(outputFolder()::resolve).collect(Collectors.toSet());
  }

  /** What is written or deleted in the output folder, as paths relative to it. */
  SortedSet<String> changed() {
    SortedSet<String> changed = new TreeSet<>(written);
    changed.addAll(deleted);
    return changed;
  }

  /**
   * Does it.
   *
   * @return what we know of the module from then on
   */
  Knowledge perform() throws IOException {
    Module module = staged.module();
    SortedMap<String, Path> generated = FileTree.files(staged.generated());
    Set<String> staleSources = new HashSet<>(before.generated());
    staleSources.removeAll(generated.keySet());
    SortedMap<String, Path> newSources = new TreeMap<>();
    for (Map.Entry<String, Path> each : generated.entrySet()) {
      Path there = module.generatedSources().resolve(each.getKey());
      if (!Files.exists(there) || Files.mismatch(there, each.getValue()) != -1) {
        newSources.put(each.getKey(), each.getValue());
      }
    }
    publish(newSources, staleSources, module.generatedSources());
    SortedMap<String, Path> newClasses = new TreeMap<>();
    written.forEach(path -> newClasses.put(path, staged.classes().resolve(path)));
    publish(newClasses, deleted, module.outputFolder());
    return before.withPublished(staged.sources(), compiled.keySet(), generated.keySet());
  }

  /** Nobody ever sees half a file: it is written aside, on the same file system, and moved. */
  private static void publish(Map<String, Path> writes, Set<String> deletes, Path folder)
      throws IOException {
    if (!writes.isEmpty()) {
      Files.createDirectories(folder);
      Path aside = Files.createTempDirectory(folder.resolveSibling(""), ".dev-publish");
      try {
        for (Map.Entry<String, Path> each : writes.entrySet()) {
          Path target = folder.resolve(each.getKey());
          Path copy = aside.resolve("file");
          Files.copy(each.getValue(), copy);
          Files.createDirectories(target.resolveSibling(""));
          Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
        }
      } finally {
        FileTree.delete(aside);
      }
    }
    for (String path : deletes) {
      Files.deleteIfExists(folder.resolve(path));
    }
  }
}
