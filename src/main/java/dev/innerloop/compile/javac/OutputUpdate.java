package dev.innerloop.compile.javac;

import dev.innerloop.compile.incremental.ApiChange;
import dev.innerloop.compile.incremental.ClassApi;
import dev.innerloop.compile.incremental.ModuleOutputs;
import dev.innerloop.content.ClassFile;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.KnownFiles;
import dev.innerloop.content.OutputChange;
import dev.innerloop.content.OutputWriter;
import dev.innerloop.content.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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
 * The writes and deletions that publish a module's compiled files to its output directories.
 *
 * <p>Unchanged files are never written again, so that other watchers of the directory see only
 * changes.
 */
public final class OutputUpdate {

  private final CompilerOutput staged;
  private final ModuleOutputs before;
  private final SortedMap<String, Path> compiled;
  private final SortedMap<String, byte[]> written = new TreeMap<>();
  private final SortedSet<String> appearing = new TreeSet<>();
  private final SortedSet<String> deleted = new TreeSet<>();
  private ApiChange api = ApiChange.NONE;
  private @Nullable Set<String> gone; // null if all sources were compiled
  private boolean overwrites;

  private OutputUpdate(CompilerOutput staged, ModuleOutputs before) throws IOException {
    this.staged = staged;
    this.before = before;
    this.compiled = FileTree.files(staged.classes());
  }

  /** For a module whose sources were all compiled: compares the result with the existing files. */
  public static OutputUpdate whole(CompilerOutput staged, ModuleOutputs before) throws IOException {
    OutputUpdate update = new OutputUpdate(staged, before);
    SortedMap<String, Path> existing = FileTree.files(update.outputFolder());
    update.compare(existing);
    for (Map.Entry<String, Path> each : existing.entrySet()) {
      if (!update.compiled.containsKey(each.getKey())
          && update.isLeftOver(each.getKey(), each.getValue())) {
        update.delete(each.getKey(), each.getValue());
      }
    }
    update.api = update.api.and(update.vanishedPackages());
    return update;
  }

  /**
   * For a module of which some sources were compiled.
   *
   * @param previous class files that came from them until now, by path
   * @param gone those of the sources that are no more
   */
  public static OutputUpdate part(
      CompilerOutput staged, ModuleOutputs before, Set<String> previous, Set<String> gone)
      throws IOException {
    OutputUpdate update = new OutputUpdate(staged, before);
    update.gone = gone;
    SortedMap<String, Path> existing = new TreeMap<>();
    for (String path : previous) {
      existing.put(path, update.outputFolder().resolve(path));
    }
    for (String path : update.compiled.keySet()) {
      Path there = update.outputFolder().resolve(path);
      if (Files.isRegularFile(there)) {
        update.overwrites |= existing.put(path, there) == null;
      }
    }
    update.compare(existing);
    for (Map.Entry<String, Path> each : existing.entrySet()) {
      if (!update.compiled.containsKey(each.getKey())) {
        update.delete(each.getKey(), each.getValue());
      }
    }
    update.api = update.api.and(update.vanishedPackages());
    return update;
  }

  private void compare(Map<String, Path> existing) throws IOException {
    for (Map.Entry<String, Path> each : compiled.entrySet()) {
      String path = each.getKey();
      Path there = existing.get(path);
      if (there != null && Files.mismatch(there, each.getValue()) == -1) {
        continue;
      }
      byte[] now = Files.readAllBytes(each.getValue());
      written.put(path, now);
      if (there == null) {
        appearing.add(path);
      }
      if (isClass(path)) {
        api =
            api.and(
                there == null
                    ? ClassApi.appearance(now)
                    : ClassApi.change(Files.readAllBytes(there), now));
      }
    }
  }

  private void delete(String path, Path there) throws IOException {
    deleted.add(path);
    if (isClass(path)) {
      api = api.and(ClassApi.appearance(Files.readAllBytes(there)));
    }
  }

  /** Packages without any class from now on: an import of all of it does not compile any more. */
  private ApiChange vanishedPackages() throws IOException {
    Set<String> words = new HashSet<>();
    Set<String> checked = new HashSet<>();
    for (String path : deleted) {
      int end = isClass(path) ? path.lastIndexOf('/') : -1;
      while (end > 0 && checked.add(path.substring(0, end)) && isVacant(path.substring(0, end))) {
        int begin = path.lastIndexOf('/', end - 1);
        words.add(path.substring(begin + 1, end));
        end = begin;
      }
    }
    return new ApiChange(Set.of(), words, false);
  }

  private boolean isVacant(String directory) throws IOException {
    String below = directory + "/";
    return compiled.keySet().stream().noneMatch(path -> path.startsWith(below) && isClass(path))
        && FileTree.files(outputFolder().resolve(directory)).keySet().stream()
            .filter(OutputUpdate::isClass)
            .allMatch(path -> deleted.contains(below + path));
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

  CompilerOutput staged() {
    return staged;
  }

  public Path outputFolder() {
    return staged.module().outputFolder();
  }

  /** What dependents see of it. */
  public ApiChange api() {
    return api;
  }

  /** Whether it writes or deletes something. */
  public boolean isChange() {
    return !written.isEmpty() || !deleted.isEmpty();
  }

  /** Whether a class replaces one of another source or of another tool. */
  public boolean overwrites() {
    return overwrites;
  }

  /** Whether annotation processors generated files. */
  public boolean generates() throws IOException {
    return !compiled.keySet().stream().allMatch(OutputUpdate::isClass)
        || !FileTree.files(staged.generated()).isEmpty();
  }

  /** Files that do not exist yet, by path in the output directory. */
  public SortedSet<String> appearing() {
    return Collections.unmodifiableSortedSet(appearing);
  }

  /** Files to delete from the output directory. */
  Set<Path> deletions() {
    return deleted.stream().map(outputFolder()::resolve).collect(Collectors.toSet());
  }

  /**
   * What was published.
   *
   * @param outputs of the module from now on
   * @param change of its output directory
   */
  public record Published(ModuleOutputs outputs, OutputChange change) {}

  /**
   * Writes and deletes the files.
   *
   * @param known gets the files of the output directory before they appear there
   */
  public Published perform(KnownFiles known) throws IOException {
    if (gone != null) {
      OutputChange change = publishClasses(known);
      return new Published(
          before.withPart(staged.sources(), gone, compiled.keySet(), deleted), change);
    }
    Path generatedFolder = staged.module().generatedSources();
    SortedMap<String, Path> generated = FileTree.files(staged.generated());
    Set<String> staleSources = new HashSet<>(before.generated());
    staleSources.removeAll(generated.keySet());
    SortedMap<String, byte[]> newSources = new TreeMap<>();
    for (Map.Entry<String, Path> each : generated.entrySet()) {
      Path there = generatedFolder.resolve(each.getKey());
      if (!Files.exists(there) || Files.mismatch(there, each.getValue()) != -1) {
        newSources.put(each.getKey(), Files.readAllBytes(each.getValue()));
      }
    }
    publish(newSources, staleSources, generatedFolder, new KnownFiles());
    OutputChange change = publishClasses(known);
    return new Published(
        before.withPublished(staged.sources(), compiled.keySet(), generated.keySet()), change);
  }

  private OutputChange publishClasses(KnownFiles known) throws IOException {
    return new OutputChange(
        new TreeSet<>(written.keySet()), deleted, publish(written, deleted, outputFolder(), known));
  }

  private static SortedMap<String, WrittenFile> publish(
      Map<String, byte[]> writes, Set<String> deletes, Path directory, KnownFiles known)
      throws IOException {
    SortedMap<String, WrittenFile> files = new TreeMap<>();
    try (OutputWriter output = new OutputWriter(directory, known)) {
      for (Map.Entry<String, byte[]> each : writes.entrySet()) {
        files.put(each.getKey(), output.write(each.getKey(), each.getValue()));
      }
      for (String path : deletes) {
        output.delete(path);
      }
    }
    return files;
  }
}
