package dev.innerloop.compile;

import dev.innerloop.compile.ModuleCompiler.Result;
import dev.innerloop.compile.ModuleCompiler.Result.Compiled;
import dev.innerloop.compile.abi.ApiChange;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.compile.javac.ModuleJavac;
import dev.innerloop.compile.source.Sources;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
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

  private final Path root;
  private final Path staging;
  private final Build build;
  private final CompileListener listener;
  private final Optional<JavaCompiler> javac;
  private final Instant begun;
  private @Nullable WarmUp warmUp;
  private final Map<Path, ModuleCompiler> compilers = new HashMap<>();
  private final Map<Path, Suspects> unpublished = new HashMap<>();
  private final Set<String> toldReasons = new HashSet<>();

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
    this.root = root;
    this.staging = staging;
    this.build = build;
    this.listener = listener;
    this.javac = javac;
    this.begun = begun;
  }

  /**
   * The project's own build of these modules completed. Call it at the start of a session and after
   * each further build: what is deleted afterwards takes its classes and copies with it.
   */
  public synchronized void built(Collection<Module> modules) {
    guarded(
        () -> {
          for (Module module : modules) {
            Suspects late = compiler(module).built(module);
            unpublished.remove(module.basedir());
            if (!late.files().isEmpty()) {
              unpublished.put(module.basedir(), late);
            }
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
    changed.forEach(module -> suspect(module, Suspects.EVERYTHING));
    return guarded(() -> new Run().compile(ModuleOrder.of(all)));
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
            suspect(module, files.isEmpty() ? Suspects.EVERYTHING : Suspects.of(files)));
    return guarded(() -> new Run().compile(ModuleOrder.of(all)));
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
          ModuleCompiler compiler = compiler(module);
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
    compiler(module).processed(Resources.with(compiler(module).knowledge(), module, files));
    return Optional.of(new OutputChange(copied.get(), Collections.emptySortedSet()));
  }

  /** Closes what is kept open between compilations, and deletes the staging folder. */
  @Override
  public synchronized void close() throws IOException {
    if (warmUp != null) {
      warmUp.close();
    }
    for (ModuleCompiler each : compilers.values()) {
      each.close();
    }
    compilers.clear();
    FileTree.delete(staging);
  }

  private void suspect(Module module, Suspects suspects) {
    unpublished.merge(module.basedir(), suspects, Suspects::and);
  }

  private ModuleCompiler compiler(Module module) {
    return compilers.computeIfAbsent(
        module.basedir(),
        key ->
            new ModuleCompiler(
                new ModuleJavac(javac, root, staging.resolve(String.valueOf(compilers.size()))),
                begun));
  }

  private @Nullable String whyNotJavac(Module module) throws IOException {
    if (module.compiler().beyondJavac() != null) {
      return module.compiler().beyondJavac();
    }
    if (javac.isEmpty()) {
      return "the Java that runs Maven has no compiler";
    }
    return Sources.find(module, "module-info.java").isPresent()
        ? "it has a module-info.java"
        : null;
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

  /** One call of {@link #compile}. */
  private final class Run {

    private final long start = System.nanoTime();
    private final List<Module> compiled = new ArrayList<>();
    private final Set<Module> whole = new HashSet<>();
    private final Map<Module, String> delegated = new LinkedHashMap<>();
    private final List<Compiled> toPublish = new ArrayList<>();
    private final Map<Module, OutputChange> changed = new LinkedHashMap<>();
    private final Map<Path, ApiChange> apiChanges = new HashMap<>();

    CompileResult compile(List<Module> inOrder) throws IOException {
      for (int i = 0; i < inOrder.size(); i++) {
        Module module = inOrder.get(i);
        ApiChange upstream = upstream(module);
        if (!unpublished.containsKey(module.basedir()) && upstream.isNone()) {
          continue;
        }
        suspect(module, Suspects.NONE);
        String reason = whyNotJavac(module);
        Optional<CompileResult> failure =
            reason == null ? javac(module, upstream) : delegate(module, reason);
        if (failure.isPresent()) {
          remember(inOrder.subList(i, inOrder.size()));
          return failure.get();
        }
      }
      publish();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return delegated.isEmpty()
          ? new CompileResult.Compiled(compiled, whole, changed, took)
          : new CompileResult.Delegated(
              compiled, delegated.keySet(), delegated.values().iterator().next(), took);
    }

    /** What was published for the sake of the project's own build will not be seen as changed. */
    private void remember(List<Module> notPublished) {
      for (Module module : notPublished) {
        if (!changed.isEmpty() && !upstream(module).isNone()) {
          compiler(module).forget();
          suspect(module, Suspects.EVERYTHING);
        }
      }
    }

    private ApiChange upstream(Module module) {
      ApiChange upstream = ApiChange.NONE;
      for (Path entry : module.classPath()) {
        upstream = upstream.and(apiChanges.getOrDefault(entry, ApiChange.NONE));
      }
      return upstream;
    }

    private Optional<CompileResult> javac(Module module, ApiChange upstream) throws IOException {
      Suspects suspects = unpublished.getOrDefault(module.basedir(), Suspects.NONE);
      Result result =
          compiler(module)
              .compile(
                  module,
                  suspects,
                  upstream,
                  toPublish.stream().map(Compiled::publication).toList());
      if (result instanceof Result.Failed failed) {
        return Optional.of(new CompileResult.Failed(module, failed.diagnostics()));
      }
      Compiled done = (Compiled) result;
      if (!done.scope().isEmpty()) {
        listener.compiled(module, done.scope().sources());
        compiled.add(module);
      }
      if (done.scope().whole()) {
        whole.add(module);
      }
      toPublish.add(done);
      if (!done.api().isNone()) {
        // What types of it inherit from changed with it.
        apiChanges.put(module.outputFolder(), done.api().and(upstream));
      }
      return Optional.empty();
    }

    private Optional<CompileResult> delegate(Module module, String reason) throws IOException {
      publish(); // the project's own build knows of no staging folder
      if (toldReasons.add(module.name() + ": " + reason)) {
        listener.delegating(module, reason);
      }
      try {
        build.processClasses(module);
      } catch (BuildFailure e) {
        Diagnostic said =
            new Diagnostic(
                Diagnostic.Severity.ERROR, Optional.empty(), String.valueOf(e.getMessage()));
        return Optional.of(new CompileResult.Failed(module, List.of(said)));
      }
      compiled.add(module);
      delegated.put(module, reason);
      unpublished.remove(module.basedir());
      compiler(module).forget();
      apiChanges.put(module.outputFolder(), ApiChange.EVERYTHING);
      return Optional.empty();
    }

    private void publish() throws IOException {
      for (Compiled each : toPublish) {
        Module module = each.inputs().module();
        compiler(module).publish(each);
        changed.put(module, each.publication().changed());
        unpublished.remove(module.basedir());
      }
      toPublish.clear();
    }
  }
}
