package dev.innerloop.compile;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.OutputChange;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Build;
import dev.innerloop.project.BuildFailure;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the modules of a session whose sources changed, aside, and publishes the result only
 * when all of it compiles.
 *
 * <p>Modules on whose API nothing has changed leave their dependents alone. A module that did not
 * compile, or was not published since another one did not, is compiled again with the next call,
 * whatever that is for.
 *
 * <p>Safe for use by many threads; one compiles at a time.
 */
public final class Compiler implements Closeable {

  private final Path staging;
  private final Build build;
  private final CompileListener listener;
  private final Optional<JavaCompiler> javac;
  private final ModuleCompilers compilers;
  private final Delegation delegation;

  @GuardedBy("this")
  private @Nullable WarmUp warmUp;

  /**
   * Compiles with the JDK that we run on.
   *
   * @param root of the reactor; diagnostics show paths relative to it
   * @param staging a folder of this session alone, outside of any build folder; need not exist
   * @param build compiles what javac alone cannot
   */
  public Compiler(Path root, Path staging, Build build, CompileListener listener) {
    this(
        root,
        staging,
        build,
        listener,
        Optional.ofNullable(ToolProvider.getSystemJavaCompiler()),
        ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH));
  }

  public Compiler(
      Path root,
      Path staging,
      Build build,
      CompileListener listener,
      Optional<JavaCompiler> javac,
      Instant begun) {
    this.staging = staging;
    this.build = build;
    this.listener = listener;
    this.javac = javac;
    this.compilers = new ModuleCompilers(javac, root, staging, begun);
    this.delegation = new Delegation(build, javac.isPresent(), listener);
  }

  /**
   * The project's own build of these modules completed. Call it at the start of a session and after
   * each further build: what is deleted afterwards takes its classes and copies with it.
   */
  public synchronized void built(Collection<Module> modules) {
    guarded(
        () -> {
          for (Module module : modules) {
            compilers.built(module);
          }
          return modules;
        });
  }

  /**
   * Makes the first compilation as quick as later ones, in the background; it ends by itself, and
   * with the first compilation.
   */
  public synchronized void warmUp(Collection<Module> modules) {
    if (warmUp == null && javac.isPresent()) {
      warmUp = WarmUp.start(javac.get(), staging.resolve("warm-up"), modules);
    }
  }

  @GuardedBy("this")
  private void stopWarmUp() {
    if (warmUp != null) {
      warmUp.stop();
    }
  }

  /**
   * Compiles modules and what depends on them, looking at all sources for those that changed.
   *
   * @param all modules of the session, in any order
   * @param changed those whose sources changed
   * @throws Problem if files cannot be read or written
   */
  public synchronized CompileResult compile(Collection<Module> all, Collection<Module> changed) {
    stopWarmUp();
    changed.forEach(module -> compilers.suspect(module, Suspects.EVERYTHING));
    return compileSuspects(all);
  }

  /**
   * Compiles modules and what depends on them.
   *
   * @param all modules of the session, in any order
   * @param changed the sources that were saved or deleted, or folders of them; for a module without
   *     any, all of its sources are looked at
   * @throws Problem if files cannot be read or written
   */
  public synchronized CompileResult compile(
      Collection<Module> all, Map<Module, ? extends Collection<Path>> changed) {
    stopWarmUp();
    changed.forEach(
        (module, files) ->
            compilers.suspect(module, files.isEmpty() ? Suspects.EVERYTHING : Suspects.of(files)));
    return compileSuspects(all);
  }

  /**
   * Has the project's own build process a module's resources, and deletes from the output what was
   * deleted from them, which Maven would leave there.
   *
   * @throws BuildFailure if the build reports one
   * @throws Problem if files cannot be read or written
   */
  public synchronized void processResources(Module module) throws BuildFailure {
    build.processResources(module);
    guarded(
        () -> {
          Set<String> present = Resources.of(module);
          ModuleCompiler compiler = compilers.of(module);
          for (String path : compiler.knowledge().resources()) {
            if (!present.contains(path)) {
              Files.deleteIfExists(module.outputFolder().resolve(path));
            }
          }
          compiler.processed(present);
          return module;
        });
  }

  /**
   * Brings saved resources into the output: by copying them where the project's build would do no
   * more, which takes no time, else by having it process all.
   *
   * @param files that were saved or deleted, or folders of them; empty if nobody knows
   * @return what was written, if only that was
   * @throws BuildFailure if the build reports one
   * @throws Problem if files cannot be read or written
   */
  public synchronized Optional<OutputChange> processResources(Module module, Collection<Path> files)
      throws BuildFailure {
    Optional<SortedSet<String>> copied =
        files.isEmpty() ? Optional.empty() : guarded(() -> build.copyResources(module, files));
    if (copied.isEmpty()) {
      processResources(module);
      return Optional.empty();
    }
    ModuleCompiler compiler = compilers.of(module);
    compiler.processed(Resources.with(compiler.knowledge(), module, files));
    return Optional.of(new OutputChange(copied.get(), Collections.emptySortedSet()));
  }

  /**
   * Whether a file of an output directory is as a compilation left it, which handed its content
   * over. For any thread; never waits for a compilation.
   */
  public boolean hasWritten(Path outputFile) {
    return compilers.written().contains(outputFile);
  }

  /** Closes what is kept open between compilations, and deletes the staging folder. */
  @Override
  public synchronized void close() throws IOException {
    if (warmUp != null) {
      warmUp.close();
    }
    compilers.close();
    FileTree.delete(staging);
  }

  private CompileResult compileSuspects(Collection<Module> all) {
    return guarded(
        () -> new Compilation(compilers, delegation, listener).compile(ModuleOrder.of(all)));
  }

  private static <T> T guarded(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new Problem(
          "What the compiler needs cannot be read or written: " + e + ".",
          "Check the permissions of the folder and the free space, then save again.",
          e);
    }
  }

  private interface Work<T> {
    T run() throws IOException;
  }
}
