package dev.innerloop.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Runs javac in this JVM for one module, into a staging folder.
 *
 * <p>What makes the second run quick is the file manager, which keeps jars open. It is thrown away
 * when a jar or the configuration changes, because it would not notice.
 */
final class ModuleJavac implements Closeable {

  private final JavaCompiler javac;
  private final Path root;
  private final Path folder;
  private @Nullable StandardJavaFileManager files;
  private @Nullable Inputs filesMadeFor;

  /**
   * Has not compiled anything yet.
   *
   * @param root diagnostics show paths relative to it
   * @param folder for staging; it is emptied by each run
   */
  ModuleJavac(JavaCompiler javac, Path root, Path folder) {
    this.javac = javac;
    this.root = root;
    this.folder = folder;
  }

  /** What an open file manager depends on. */
  private record Inputs(Module module, Map<Path, String> jars) {

    static Inputs of(Module module) throws IOException {
      Map<Path, String> jars = new HashMap<>();
      List<Path> paths = new ArrayList<>(module.classPath());
      paths.addAll(module.compiler().processorPath());
      for (Path path : paths) {
        if (Files.isRegularFile(path)) {
          BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
          jars.put(path, now.size() + " " + now.lastModifiedTime() + " " + now.fileKey());
        }
      }
      return new Inputs(module, jars);
    }
  }

  /** How a run ended. */
  sealed interface Outcome {

    record Success(Staged staged) implements Outcome {}

    record Failure(List<Diagnostic> diagnostics) implements Outcome {}
  }

  /**
   * Compiles all sources of the module.
   *
   * @param unpublished modules on the class path that were compiled before this one
   */
  Outcome run(Module module, List<Publication> unpublished) throws IOException {
    SortedMap<String, Path> sources = Sources.of(module);
    Staged staged =
        new Staged(
            module,
            Set.copyOf(sources.keySet()),
            folder.resolve("classes"),
            folder.resolve("generated"));
    FileTree.delete(folder);
    Files.createDirectories(staged.classes());
    Files.createDirectories(staged.generated());
    if (sources.isEmpty()) {
      return new Outcome.Success(staged);
    }
    Messages messages = new Messages(root, staged.generated(), module.generatedSources());
    return compile(staged, sources.values(), unpublished, messages)
        ? new Outcome.Success(staged)
        : new Outcome.Failure(messages.ofFailure());
  }

  private boolean compile(
      Staged staged, Collection<Path> sources, List<Publication> unpublished, Messages messages)
      throws IOException {
    Module module = staged.module();
    StandardJavaFileManager standard = fileManager(module);
    List<Path> classPath = new ArrayList<>();
    Set<Path> hidden = new HashSet<>();
    for (Path entry : module.classPath()) {
      for (Publication publication : unpublished) {
        if (publication.outputFolder().equals(entry)) {
          classPath.add(publication.staged().classes());
          hidden.addAll(publication.deletions());
        }
      }
      classPath.add(entry);
    }
    standard.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    standard.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(staged.classes()));
    standard.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(staged.generated()));
    // Else javac would compile whatever sources lie on the class path.
    standard.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
    if (!module.compiler().processorPath().isEmpty()) {
      standard.setLocationFromPaths(
          StandardLocation.ANNOTATION_PROCESSOR_PATH, module.compiler().processorPath());
    }
    List<String> options = new ArrayList<>(module.compiler().options());
    options.add("-implicit:none");
    try {
      return javac
          .getTask(
              messages.plainText(),
              new StagingFileManager(standard, hidden, module.resourceRoots()),
              messages,
              options,
              null,
              standard.getJavaFileObjectsFromPaths(sources))
          .call();
    } catch (RuntimeException e) {
      // A wrong option, or a processor that threw: both are the project's, not ours.
      messages.add(String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause()));
      return false;
    } finally {
      standard.flush();
    }
  }

  private StandardJavaFileManager fileManager(Module module) throws IOException {
    Inputs inputs = Inputs.of(module);
    StandardJavaFileManager current = files;
    if (current == null || !inputs.equals(filesMadeFor)) {
      close();
      current = javac.getStandardFileManager(null, Locale.ROOT, UTF_8);
      files = current;
      filesMadeFor = inputs;
    }
    return current;
  }

  @Override
  public void close() throws IOException {
    if (files != null) {
      files.close();
      files = null;
    }
  }
}
