package dev.innerloop.compile.incremental;

import dev.innerloop.project.Module;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What Maven's compiler plugin compiled last, as it records it up to version 3: the sources, and
 * the classes that came from them. When it finds a source missing, it deletes these classes.
 *
 * <p>Sessions record what they compile, too. Otherwise the class of a source that they compiled,
 * and that is deleted after their end, would stay in the output directory and in what is packaged.
 */
public final class MavenRecord {

  private static final String SOURCES = "inputFiles.lst";
  private static final String CLASSES = "createdFiles.lst";

  private final Module module;
  private final Optional<Path> directory;

  public MavenRecord(Module module) {
    this.module = module;
    this.directory =
        Optional.ofNullable(module.outputFolder().getParent())
            .map(it -> it.resolve("maven-status/maven-compiler-plugin/compile/default-compile"));
  }

  /**
   * The sources, by path below their root. Among them may be some that were deleted while they were
   * compiled; empty if there is no record.
   */
  public Set<String> sources() throws IOException {
    Set<String> paths = new HashSet<>();
    Optional<Path> record = existing(SOURCES);
    if (record.isPresent()) {
      for (String line : lines(record.get())) {
        sourcePath(line).ifPresent(paths::add);
      }
    }
    return paths;
  }

  /**
   * Adds what is about to be written.
   *
   * @param newClasses by path in the output directory
   */
  public void add(CompilationScope compiled, Set<String> newClasses) throws IOException {
    if (newClasses.isEmpty()) {
      return; // nor are there new sources
    }
    change(CLASSES, newClasses.stream().map(MavenRecord::fileName).toList(), line -> false);
    change(SOURCES, compiled.files().stream().map(Path::toString).toList(), line -> false);
  }

  /**
   * Removes what has been deleted.
   *
   * @param goneClasses by path in the output directory
   */
  public void remove(CompilationScope compiled, Set<String> goneClasses) throws IOException {
    if (goneClasses.isEmpty()) {
      return; // a source without a class does no harm
    }
    change(SOURCES, Set.of(), line -> sourcePath(line).filter(compiled::lacks).isPresent());
    change(CLASSES, Set.of(), line -> goneClasses.contains(line.replace(File.separatorChar, '/')));
  }

  private Optional<String> sourcePath(String line) {
    return ModuleSources.path(module, Path.of(line));
  }

  /** The plugin writes paths as the platform does. */
  private static String fileName(String path) {
    return path.replace('/', File.separatorChar);
  }

  private Optional<Path> existing(String name) {
    return directory.map(it -> it.resolve(name)).filter(Files::isRegularFile);
  }

  private void change(String name, Collection<String> added, Predicate<String> isRemoved)
      throws IOException {
    Optional<Path> record = existing(name);
    if (record.isEmpty()) {
      return;
    }
    Path file = record.get();
    Set<String> before = lines(file);
    Set<String> after = new LinkedHashSet<>(before);
    after.removeIf(isRemoved);
    after.addAll(added);
    if (!after.equals(before)) {
      Path written = file.resolveSibling(file.getFileName() + ".new");
      Files.write(written, after, Charset.defaultCharset());
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** In the encoding of the platform, as the plugin writes them. */
  private static Set<String> lines(Path file) throws IOException {
    Set<String> lines = new LinkedHashSet<>();
    new String(Files.readAllBytes(file), Charset.defaultCharset())
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(lines::add);
    return lines;
  }
}
