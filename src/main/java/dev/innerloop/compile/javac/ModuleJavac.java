package dev.innerloop.compile.javac;

import dev.innerloop.compile.incremental.CompilationInputs;
import dev.innerloop.compile.incremental.CompilationScope;
import dev.innerloop.compile.incremental.ModuleSources;
import dev.innerloop.content.FileTree;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Runs javac in this JVM for one module, into a staging folder.
 *
 * <p>The file manager keeps jars open, and the class loaders of annotation processors keep their
 * classes, which makes the second run fast. They are replaced when a jar or the configuration
 * changes, or a link in the path of a source, because they would not detect that.
 */
public final class ModuleJavac implements Closeable {

  private final Optional<JavaCompiler> javac;
  private final Path root;
  private final Path folder;
  private final RealPaths realPaths = new RealPaths();
  private @Nullable StandardJavaFileManager files;
  private @Nullable CompilationInputs filesMadeFor;
  private @Nullable ProcessorLoaders processorLoaders;

  /**
   * Has not compiled anything yet.
   *
   * @param javac empty only if the caller never compiles
   * @param root diagnostics show paths relative to it
   * @param folder for staging; it is emptied by each run
   */
  public ModuleJavac(Optional<JavaCompiler> javac, Path root, Path folder) {
    this.javac = javac;
    this.root = root;
    this.folder = folder;
  }

  /** The result of a run. */
  public sealed interface Outcome {

    record Success(CompilerOutput staged) implements Outcome {}

    record Failure(List<Diagnostic> diagnostics) implements Outcome {
      public Failure {
        diagnostics = List.copyOf(diagnostics);
      }
    }
  }

  /**
   * Compiles sources of the module.
   *
   * @param scope what to compile
   * @param stale files of the module's own output that come from the sources compiled; null if the
   *     others are of no use, because all sources are compiled
   * @param unpublished modules on the class path that were compiled before this one
   */
  public Outcome run(
      CompilationInputs inputs,
      CompilationScope scope,
      @Nullable Set<Path> stale,
      List<OutputUpdate> unpublished)
      throws IOException {
    Module module = inputs.module();
    CompilerOutput staged =
        new CompilerOutput(
            module, scope.sources(), folder.resolve("classes"), folder.resolve("generated"));
    FileTree.delete(folder);
    Files.createDirectories(staged.classes());
    Files.createDirectories(staged.generated());
    if (scope.files().isEmpty()) {
      return new Outcome.Success(staged);
    }
    JavacMessages messages = new JavacMessages(root, staged.generated(), module.generatedSources());
    StandardJavaFileManager standard = fileManager(inputs, scope.files());
    List<Path> classPath = new ArrayList<>();
    Set<Path> hidden = new HashSet<>();
    if (stale != null) {
      Files.createDirectories(module.outputFolder()); // what is missing once is never seen again
      classPath.add(module.outputFolder());
      hidden.addAll(stale);
    }
    unpublished.forEach(update -> hidden.addAll(update.deletions()));
    classPath.addAll(withStaged(module.classPath(), unpublished));
    standard.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    if (!module.compiler().processorPath().isEmpty()) {
      standard.setLocationFromPaths(
          StandardLocation.ANNOTATION_PROCESSOR_PATH,
          withStaged(module.compiler().processorPath(), unpublished));
    }
    return compile(staged, scope.files(), standard, hidden, messages)
        ? new Outcome.Success(staged)
        : new Outcome.Failure(messages.ofFailure());
  }

  private static List<Path> withStaged(List<Path> path, List<OutputUpdate> unpublished) {
    List<Path> all = new ArrayList<>();
    for (Path entry : path) {
      for (OutputUpdate update : unpublished) {
        if (update.outputFolder().equals(entry)) {
          all.add(update.staged().classes());
        }
      }
      all.add(entry);
    }
    return all;
  }

  private boolean compile(
      CompilerOutput staged,
      Collection<Path> sources,
      StandardJavaFileManager standard,
      Set<Path> hidden,
      JavacMessages messages)
      throws IOException {
    Module module = staged.module();
    standard.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(staged.classes()));
    standard.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(staged.generated()));
    // Empty, javac would compile whatever sources lie on the class path if there were none. Sources
    // that are excluded are compiled if others use them.
    standard.setLocationFromPaths(
        StandardLocation.SOURCE_PATH,
        module.compiler().sources().isAll() ? List.of() : ModuleSources.roots(module));
    try {
      return javac
          .orElseThrow()
          .getTask(
              messages.plainText(),
              new StagingFileManager(
                  standard, hidden, module.resourceRoots(), processorLoaders(standard, module)),
              messages,
              new JavacOptions(module.compiler()).forJavac(),
              null,
              standard.getJavaFileObjectsFromPaths(sources))
          .call();
    } catch (RuntimeException e) {
      // An invalid option or an exception of a processor is an error of the project, not of this
      // plugin.
      messages.add(String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause()));
      return false;
    } finally {
      standard.flush();
    }
  }

  /**
   * Where sources would be if their directories were named after their packages, relative to their
   * root.
   */
  public Map<Path, String> declaredPaths(Module module, Collection<Path> sources)
      throws IOException {
    return sources.isEmpty() || javac.isEmpty()
        ? Map.of()
        : DeclaredPackages.paths(
            javac.get(), new JavacOptions(module.compiler()).forParsing(), sources);
  }

  private StandardJavaFileManager fileManager(CompilationInputs inputs, Collection<Path> sources)
      throws IOException {
    StandardJavaFileManager current = files;
    boolean same = realPaths.areStill(ModuleSources.roots(inputs.module()), sources);
    if (current == null || !same || !inputs.equals(filesMadeFor)) {
      close();
      current = javac.orElseThrow().getStandardFileManager(null, Locale.ROOT, null);
      files = current;
      filesMadeFor = inputs;
    }
    return current;
  }

  private ProcessorLoaders processorLoaders(StandardJavaFileManager standard, Module module)
      throws IOException {
    ProcessorLoaders current = processorLoaders;
    if (current == null) {
      current = ProcessorLoaders.of(module, standard.getClass().getClassLoader());
      processorLoaders = current;
    }
    return current;
  }

  @Override
  public void close() throws IOException {
    if (processorLoaders != null) {
      processorLoaders.close();
      processorLoaders = null;
    }
    if (files != null) {
      files.close();
      files = null;
    }
  }
}
