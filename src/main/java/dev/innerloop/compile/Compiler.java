package dev.innerloop.compile;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.compile.incremental.ChangedSources;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.OutputChange;
import dev.innerloop.content.OutputWriter;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.ProjectBuild;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the changed modules of a session in a staging directory, and publishes the result only
 * if all of it compiles.
 *
 * <p>A module whose API has not changed does not cause its dependents to be compiled. A module that
 * was not published is compiled again with the next call.
 *
 * <p>Thread-safe; compilations are serialized.
 */
public final class Compiler implements Closeable {

  private final Path staging;
  private final ProjectBuild build;
  private final CompileListener listener;
  private final Optional<JavaCompiler> javac;
  private final ModuleCompilers compilers;
  private final Delegation delegation;
  private final ResourceCopies resources;

  @GuardedBy("this")
  private @Nullable CompilerWarmUp warmUp;

  /**
   * Compiles with the current JDK.
   *
   * @param root of the reactor; diagnostics show paths relative to it
   * @param staging a directory of this session only, outside of build directories; need not exist
   * @param build compiles modules that javac alone cannot compile
   */
  public Compiler(Path root, Path staging, ProjectBuild build, CompileListener listener) {
    this(
        root,
        staging,
        build,
        listener,
        ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH));
  }

  /**
   * Compiles with the current JDK.
   *
   * @param begun the earliest start of a build that is reported: what was saved before is in it
   */
  public Compiler(
      Path root, Path staging, ProjectBuild build, CompileListener listener, Instant begun) {
    this(
        root,
        staging,
        build,
        listener,
        Optional.ofNullable(ToolProvider.getSystemJavaCompiler()),
        begun);
  }

  public Compiler(
      Path root,
      Path staging,
      ProjectBuild build,
      CompileListener listener,
      Optional<JavaCompiler> javac,
      Instant begun) {
    this.staging = staging;
    this.build = build;
    this.listener = listener;
    this.javac = javac;
    this.compilers = new ModuleCompilers(javac, root, staging, begun);
    this.resources = new ResourceCopies(build);
    this.delegation = new Delegation(root, build, javac.isPresent(), listener);
  }

  /**
   * The project's own build of these modules completed. Call it at the start of a session and after
   * each further build, so that the classes and copies of sources deleted later are deleted.
   */
  public synchronized void built(Collection<Module> modules) {
    guarded(
        () -> {
          for (Module module : modules) {
            compilers.built(module, resources.present(module));
          }
          return modules;
        });
  }

  /**
   * Warms up the compiler in the background, so that the first compilation is as fast as later
   * ones. It ends by itself or with the first compilation.
   */
  public synchronized void warmUp(Collection<Module> modules) {
    if (warmUp == null && javac.isPresent()) {
      warmUp = CompilerWarmUp.start(javac.get(), staging.resolve("warm-up"), modules);
    }
  }

  @GuardedBy("this")
  private void stopWarmUp() {
    if (warmUp != null) {
      warmUp.stop();
    }
  }

  /**
   * Compiles modules and their dependents; checks all sources for changes.
   *
   * @param all modules of the session, in any order
   * @param changed those whose sources changed
   * @throws Problem if files cannot be read or written
   */
  public synchronized CompileResult compile(Collection<Module> all, Collection<Module> changed) {
    stopWarmUp();
    changed.forEach(module -> compilers.markChanged(module, ChangedSources.EVERYTHING));
    return compileChanged(all);
  }

  /**
   * Compiles modules and their dependents.
   *
   * @param all modules of the session, in any order
   * @param changed the saved or deleted sources or their directories; for a module without any, all
   *     sources are checked
   * @throws Problem if files cannot be read or written
   */
  public synchronized CompileResult compile(
      Collection<Module> all, Map<Module, ? extends Collection<Path>> changed) {
    stopWarmUp();
    changed.forEach(
        (module, files) ->
            compilers.markChanged(
                module, files.isEmpty() ? ChangedSources.EVERYTHING : ChangedSources.of(files)));
    return compileChanged(all);
  }

  /**
   * Whether modules have to be compiled although no source has changed: a jar that they are
   * compiled with has, or a resource of their annotation processors.
   *
   * @param all modules of the session
   * @throws Problem if files cannot be read
   */
  public synchronized boolean isOutdated(Collection<Module> all) {
    return guarded(() -> compilers.areOutdated(all));
  }

  /** What all sources of a module compile to may have changed, although none of them has. */
  public synchronized void forget(Module module) {
    compilers.of(module).forget();
  }

  /**
   * Runs resource processing of the project's own build for a module, and deletes the copies of
   * deleted resources, which Maven would keep.
   *
   * @throws BuildFailure if the build reports one
   * @throws Problem if files cannot be read or written
   */
  public synchronized ProcessedResources processResources(Module module) throws BuildFailure {
    return processByBuild(module, Set.of());
  }

  private ProcessedResources processByBuild(Module module, Collection<Path> files)
      throws BuildFailure {
    ModuleCompiler compiler = compilers.of(module);
    Set<String> present =
        guarded(() -> resources.prepare(module, compiler.outputs().resources(), files));
    build.processResources(module);
    compiler.processed(present);
    compilers.processed(module);
    return new ProcessedResources(
        new OutputChange(Collections.emptySortedSet(), resources.takeDeleted(module)), true);
  }

  /**
   * Updates saved resources in the output: copies them if the project's build would only copy them,
   * which is fast, and otherwise runs resource processing.
   *
   * @param files saved or deleted files or their directories; empty if unknown
   * @throws BuildFailure if the build reports one
   * @throws Problem if files cannot be read or written
   */
  public synchronized ProcessedResources processResources(Module module, Collection<Path> files)
      throws BuildFailure {
    Optional<SortedMap<String, Path>> copies =
        files.isEmpty() ? Optional.empty() : build.copies(module, files);
    if (copies.isEmpty() || !copies.get().keySet().stream().allMatch(it -> isFree(module, it))) {
      return processByBuild(module, files);
    }
    ModuleCompiler compiler = compilers.of(module);
    Set<String> known = new HashSet<>(compiler.outputs().resources());
    known.addAll(copies.get().keySet());
    compiler.processed(known);
    SortedSet<String> copied = guarded(() -> copy(module, copies.get()));
    if (!copied.isEmpty()) {
      compilers.processed(module);
    }
    return new ProcessedResources(new OutputChange(copied, Collections.emptySortedSet()), false);
  }

  /** Whether no former copy is in the way, because a file has become a directory or the reverse. */
  private static boolean isFree(Module module, String path) {
    Path output = module.outputFolder();
    Path copy = output.resolve(path);
    for (Path parent = copy.resolveSibling("");
        !parent.equals(output) && parent.startsWith(output);
        parent = parent.resolveSibling("")) {
      if (Files.isRegularFile(parent)) {
        return false;
      }
    }
    return !Files.isDirectory(copy);
  }

  /** Copies what differs, and returns its paths. */
  private SortedSet<String> copy(Module module, SortedMap<String, Path> copies) throws IOException {
    SortedSet<String> copied = new TreeSet<>();
    try (OutputWriter output = new OutputWriter(module.outputFolder(), compilers.written())) {
      for (Map.Entry<String, Path> each : copies.entrySet()) {
        Path target = module.outputFolder().resolve(each.getKey());
        if (!Files.exists(target) || Files.mismatch(target, each.getValue()) != -1) {
          output.copy(each.getKey(), each.getValue());
          copied.add(each.getKey());
        }
      }
    }
    return copied;
  }

  /**
   * Whether a file of an output directory is as a compilation or a copied resource left it, so that
   * its content is known. For any thread; never waits for a compilation.
   */
  public boolean hasWritten(Path outputFile) {
    return compilers.written().contains(outputFile);
  }

  /**
   * Closes resources that are kept open between compilations, and deletes the staging directory.
   */
  @Override
  public synchronized void close() throws IOException {
    if (warmUp != null) {
      warmUp.close();
    }
    compilers.close();
    FileTree.delete(staging);
  }

  private CompileResult compileChanged(Collection<Module> all) {
    return guarded(
        () -> new Compilation(compilers, delegation, listener).compile(ModuleOrder.of(all)));
  }

  private static <T> T guarded(Work<T> work) {
    try {
      return work.run();
    } catch (AccessDeniedException e) {
      throw new Problem(
          "A file of the project cannot be read or written, permission denied: "
              + e.getFile()
              + ".",
          "Set its permissions; what you have saved since is then delivered.",
          e);
    } catch (IOException e) {
      throw new Problem(
          "The compiler cannot read or write a file: " + e + ".",
          "Check the permissions of the directory and the free disk space, then save again.",
          e);
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }
}
