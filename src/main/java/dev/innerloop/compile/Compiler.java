package dev.innerloop.compile;

import dev.innerloop.compile.ModuleJavac.Outcome;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Build;
import dev.innerloop.project.BuildFailure;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
  private final Map<Path, ModuleJavac> compilers = new HashMap<>();
  private final Map<Path, Knowledge> knowledge = new HashMap<>();
  private final Set<Path> unpublished = new HashSet<>();
  private final Set<String> toldReasons = new HashSet<>();

  /**
   * Compiles with the JDK that we run on.
   *
   * @param root of the reactor; diagnostics show paths relative to it
   * @param staging a folder of this session alone, outside of any build folder; need not exist
   * @param build compiles what javac alone cannot
   */
  public Compiler(Path root, Path staging, Build build, CompileListener listener) {
    this(root, staging, build, listener, Optional.ofNullable(ToolProvider.getSystemJavaCompiler()));
  }

  Compiler(
      Path root,
      Path staging,
      Build build,
      CompileListener listener,
      Optional<JavaCompiler> javac) {
    this.root = root;
    this.staging = staging;
    this.build = build;
    this.listener = listener;
    this.javac = javac;
  }

  /**
   * The project's own build of these modules completed. Call it at the start of a session and after
   * each further build: what is deleted afterwards takes its classes and copies with it.
   */
  public synchronized void built(Collection<Module> modules) {
    guarded(
        () -> {
          for (Module module : modules) {
            knowledge.put(
                module.basedir(),
                know(module)
                    .withBuilt(
                        Sources.of(module).keySet(),
                        Sources.generated(module),
                        Resources.of(module)));
            unpublished.remove(module.basedir());
          }
          return modules;
        });
  }

  /**
   * Compiles modules and what depends on them.
   *
   * @param all modules of the session, in any order
   * @param changed those whose sources changed
   * @throws Problem if files cannot be read or written
   */
  public synchronized CompileResult compile(Collection<Module> all, Collection<Module> changed) {
    changed.forEach(module -> unpublished.add(module.basedir()));
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
          for (String path : know(module).resources()) {
            if (!present.contains(path)) {
              Files.deleteIfExists(module.outputFolder().resolve(path));
            }
          }
          knowledge.put(module.basedir(), know(module).withResources(present));
          return module;
        });
  }

  /** Closes what is kept open between compilations, and deletes the staging folder. */
  @Override
  public synchronized void close() throws IOException {
    for (ModuleJavac each : compilers.values()) {
      each.close();
    }
    compilers.clear();
    FileTree.delete(staging);
  }

  private Knowledge know(Module module) {
    return knowledge.getOrDefault(module.basedir(), Knowledge.NONE);
  }

  private @Nullable String whyNotJavac(Module module) throws IOException {
    if (module.compiler().beyondJavac() != null) {
      return module.compiler().beyondJavac();
    }
    if (javac.isEmpty()) {
      return "the Java that runs Maven has no compiler";
    }
    return Sources.of(module).containsKey("module-info.java") ? "it has a module-info.java" : null;
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
    private final Map<Module, String> delegated = new LinkedHashMap<>();
    private final List<Publication> publications = new ArrayList<>();
    private final SortedSet<String> changed = new TreeSet<>();
    private final Set<Path> changedApi = new HashSet<>();

    CompileResult compile(List<Module> inOrder) throws IOException {
      for (Module module : inOrder) {
        if (!isDue(module)) {
          continue;
        }
        unpublished.add(module.basedir());
        String reason = whyNotJavac(module);
        Optional<CompileResult> failure = reason == null ? javac(module) : delegate(module, reason);
        if (failure.isPresent()) {
          return failure.get();
        }
        compiled.add(module);
      }
      publish();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return delegated.isEmpty()
          ? new CompileResult.Compiled(compiled, changed, took)
          : new CompileResult.Delegated(
              compiled, delegated.keySet(), delegated.values().iterator().next(), took);
    }

    private boolean isDue(Module module) {
      return unpublished.contains(module.basedir())
          || module.classPath().stream().anyMatch(changedApi::contains);
    }

    private Optional<CompileResult> javac(Module module) throws IOException {
      listener.compiling(module);
      Outcome outcome = compiler(module).run(module, publications);
      if (outcome instanceof Outcome.Failure failure) {
        return Optional.of(new CompileResult.Failed(module, failure.diagnostics()));
      }
      Publication plan = Publication.plan(((Outcome.Success) outcome).staged(), know(module));
      publications.add(plan);
      if (plan.changesAbi()) {
        changedApi.add(module.outputFolder());
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
      delegated.put(module, reason);
      unpublished.remove(module.basedir());
      changedApi.add(module.outputFolder());
      return Optional.empty();
    }

    private void publish() throws IOException {
      for (Publication each : publications) {
        Module module = each.staged().module();
        knowledge.put(module.basedir(), each.perform());
        changed.addAll(each.changed());
        unpublished.remove(module.basedir());
      }
      publications.clear();
    }

    private ModuleJavac compiler(Module module) {
      return compilers.computeIfAbsent(
          module.basedir(),
          key ->
              new ModuleJavac(
                  javac.orElseThrow(), root, staging.resolve(String.valueOf(compilers.size()))));
    }
  }
}
