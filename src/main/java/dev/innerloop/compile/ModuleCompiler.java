package dev.innerloop.compile;

import dev.innerloop.compile.incremental.ApiChange;
import dev.innerloop.compile.incremental.ChangedSources;
import dev.innerloop.compile.incremental.CompilationInputs;
import dev.innerloop.compile.incremental.CompilationScope;
import dev.innerloop.compile.incremental.CompiledState;
import dev.innerloop.compile.incremental.Dependents;
import dev.innerloop.compile.incremental.MavenRecord;
import dev.innerloop.compile.incremental.ModuleOutputs;
import dev.innerloop.compile.incremental.ModuleSources;
import dev.innerloop.compile.incremental.ModuleSources.Source;
import dev.innerloop.compile.incremental.ProcessorPath;
import dev.innerloop.compile.javac.CompilerOutput;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.compile.javac.JavacOptions;
import dev.innerloop.compile.javac.ModuleJavac;
import dev.innerloop.compile.javac.OutputUpdate;
import dev.innerloop.compile.javac.ProcessorKind;
import dev.innerloop.content.ChangeTime;
import dev.innerloop.content.FileStamp;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.KnownFiles;
import dev.innerloop.content.OutputChange;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one module: the fewest sources that are certain to give the same result as compiling
 * all.
 *
 * <p>These are the changed ones, and if others see something of the change, the sources that may
 * compile differently then. All are compiled where that is unknown: when annotation processors run
 * that may read several sources, or that generate files, when jars or options changed, and when
 * another tool wrote the replaced classes.
 */
final class ModuleCompiler implements Closeable {

  private final ModuleJavac javac;
  private final Instant begun;
  private ModuleOutputs outputs = ModuleOutputs.NONE;
  private @Nullable OutputClasses outputClasses;
  private @Nullable CompiledState compiledState;
  private @Nullable CompilationInputs processedFor;
  private @Nullable CompilationInputs compiledFor;
  private ProcessorKind processors = ProcessorKind.NONE;

  /**
   * Knows nothing of the module yet.
   *
   * @param begun the earliest start of a build that is reported: what was saved before is in it
   */
  ModuleCompiler(ModuleJavac javac, Instant begun) {
    this.javac = javac;
    this.begun = begun;
  }

  /** How a compilation ended. */
  sealed interface Result {

    /**
     * @param api what dependents of the module see of it
     */
    record Compiled(
        OutputUpdate update, CompilationScope scope, CompilationInputs inputs, ApiChange api)
        implements Result {}

    record Failed(List<Diagnostic> diagnostics) implements Result {
      public Failed {
        diagnostics = List.copyOf(diagnostics);
      }
    }
  }

  ModuleOutputs outputs() {
    return outputs;
  }

  void processed(Set<String> resources) {
    outputs = outputs.withResources(resources);
  }

  /**
   * The project's own build of the module completed.
   *
   * @param resources the copies of its resources, by path in the output directory
   * @return what was saved so late that the build may not have seen it
   */
  ChangedSources built(Module module, Set<String> resources) throws IOException {
    MavenCompilation found = MavenCompilation.of(module, javac, ChangeTime.since(begun));
    outputs = outputs.withBuilt(found.known(), ModuleSources.generated(module), resources);
    CompilationInputs inputs = CompilationInputs.of(module);
    compiledFor = inputs;
    compiledState = new CompiledState(inputs, found.compiled(), found.classes());
    return ChangedSources.of(found.late());
  }

  /** Another tool compiled the module from unknown sources. */
  void forget() {
    compiledState = null;
  }

  /**
   * The project's own build is about to compile the module. Its compilers leave the classes of
   * deleted sources where they are, so that all that they write again are deleted.
   */
  void deleteClasses(Module module) throws IOException {
    forget();
    for (Map.Entry<String, Path> each : FileTree.files(module.outputFolder()).entrySet()) {
      String path = each.getKey();
      if (path.endsWith(".class")
          && output(module).source(path).filter(source -> isOwn(path, source)).isPresent()) {
        Files.deleteIfExists(each.getValue());
        FileTree.deleteEmptyDirectories(each.getValue().resolveSibling(""), module.outputFolder());
      }
    }
  }

  /** Whether a class is not one that some plugin has unpacked. */
  private boolean isOwn(String path, String source) {
    return outputs.sources().contains(source)
        || !source.endsWith(".java") // other compilers accept sources in any directory
        || path.startsWith("META-INF/versions/");
  }

  /** The project's own build has compiled the module again. */
  void rebuilt(Module module) throws IOException {
    outputs = outputs.withSources(ModuleSources.all(module));
    compiledFor = CompilationInputs.of(module);
  }

  /**
   * Compiles aside what is due.
   *
   * @param changes sources that may have changed since the output was compiled
   * @param upstream what changed in the modules that this one depends on
   * @param unpublished modules on the class path that were compiled before this one
   */
  Result compile(
      Module module, ChangedSources changes, ApiChange upstream, List<OutputUpdate> unpublished)
      throws IOException {
    CompilationInputs inputs = CompilationInputs.of(module);
    CompiledState known = compiledState;
    if (known == null
        || !known.inputs().equals(inputs)
        || mustCompileAll(inputs)
        || changes.everything() && !known.isIntact()) {
      return whole(inputs, unpublished);
    }
    Optional<CompilationScope> scope = changes.since(known);
    if (scope.isPresent() && !upstream.isNone()) {
      scope = widened(scope.get(), upstream, module);
    }
    while (scope.isPresent() && !isMost(scope.get(), known)) {
      Set<String> previous = output(module).of(scope.get().sources());
      if (!isAsCompiled(known, scope.get(), previous)) {
        break;
      }
      ModuleJavac.Outcome outcome =
          javac.run(inputs, scope.get(), resolve(previous, module), unpublished);
      if (outcome instanceof ModuleJavac.Outcome.Failure failure) {
        if (known.isIntact()) {
          return new Result.Failed(failure.diagnostics());
        }
        break;
      }
      CompilerOutput staged = ((ModuleJavac.Outcome.Success) outcome).staged();
      OutputUpdate update = OutputUpdate.part(staged, outputs, previous, scope.get().gone());
      if (update.overwrites() || update.generates()) {
        break;
      }
      if (update.api().isNone()) {
        return new Result.Compiled(update, scope.get(), inputs, update.api());
      }
      if (!known.isIntact()) {
        break; // dependents are found in the output
      }
      SortedMap<String, Source> sources = ModuleSources.of(module);
      Optional<Dependents.Effect> effect = new Dependents(module).of(update.api(), sources);
      if (effect.isEmpty()) {
        break;
      }
      CompilationScope next = scope.get().and(effect.get().sources(), sources);
      if (next.equals(scope.get())) {
        return new Result.Compiled(update, next, inputs, effect.get().change());
      }
      scope = Optional.of(next);
    }
    return whole(inputs, unpublished);
  }

  /**
   * Whether what the module was compiled with has changed, although none of its sources has.
   *
   * @param written output directories of other modules that have changed
   * @param known fingerprints of jars that need not be read again
   */
  boolean isOutdated(Module module, Set<Path> written, Map<Path, String> known) throws IOException {
    CompilationInputs before = compiledFor;
    return before != null
        && (before.areOutdated(known)
            || before.processors().stream().anyMatch(written::contains)
            || ProcessorPath.directories(module).stream().anyMatch(written::contains));
  }

  private Result whole(CompilationInputs inputs, List<OutputUpdate> unpublished)
      throws IOException {
    Module module = inputs.module();
    boolean intact = compiledState == null || compiledState.isIntact();
    CompilationScope scope = CompilationScope.whole(ModuleSources.of(module));
    ModuleJavac.Outcome outcome = javac.run(inputs, scope, null, unpublished);
    if (outcome instanceof ModuleJavac.Outcome.Failure failure) {
      return new Result.Failed(failure.diagnostics());
    }
    OutputUpdate update =
        OutputUpdate.whole(((ModuleJavac.Outcome.Success) outcome).staged(), outputs);
    boolean unseen = intact && update.api().isNone();
    return new Result.Compiled(
        update, scope, inputs, unseen ? ApiChange.NONE : ApiChange.EVERYTHING);
  }

  /**
   * Makes it what the module's directories hold.
   *
   * @param known gets the files of the output directory before they appear there
   */
  OutputChange publish(Result.Compiled compiled, KnownFiles known) throws IOException {
    CompiledState before = compiledState;
    compiledState = null; // all is compiled again after a publication that broke off
    MavenRecord record = new MavenRecord(compiled.inputs().module());
    // Before the classes are there: the session may be killed.
    record.add(compiled.scope(), compiled.update().appearing());
    OutputUpdate.Published published = compiled.update().perform(known);
    outputs = published.outputs();
    compiledFor = compiled.inputs();
    OutputChange change = published.change();
    record.remove(compiled.scope(), change.deleted());
    Map<String, FileStamp> compiledNow = CompiledState.stamps(compiled.scope().present());
    if (compiled.scope().whole() || before == null) {
      compiledState = CompiledState.of(compiled.inputs(), compiledNow);
      return change;
    }
    Map<String, FileStamp> written = new HashMap<>();
    change
        .contents()
        .forEach(
            (path, file) -> {
              if (path.endsWith(".class")) {
                written.put(path, file.stamp());
              }
            });
    compiledState = before.with(compiledNow, compiled.scope().gone(), written, change.deleted());
    return change;
  }

  private boolean mustCompileAll(CompilationInputs inputs) throws IOException {
    if (!inputs.equals(processedFor)) {
      processors = ProcessorKind.of(inputs.module());
      processedFor = inputs;
    }
    JavacOptions options = new JavacOptions(inputs.module().compiler());
    // The source of previously generated files is unknown.
    return processors == ProcessorKind.OTHER
        || !inputs.module().compiler().sources().isAll() // others use what is excluded
        || options.failOnWarnings() // of sources that did not change, too
        || !outputs.generated().isEmpty()
        || !outputs.classes().stream().allMatch(path -> path.endsWith(".class"))
        || !options.recordSources()
        || !options.areSourcesLikeAscii();
  }

  private static Optional<CompilationScope> widened(
      CompilationScope scope, ApiChange upstream, Module module) throws IOException {
    SortedMap<String, Source> sources = ModuleSources.of(module);
    return new Dependents(module)
        .of(upstream, sources)
        .map(effect -> scope.and(effect.sources(), sources));
  }

  /** Then all at once take no longer, and are certain. */
  private static boolean isMost(CompilationScope scope, CompiledState known) {
    return scope.sources().size() > 10 && scope.sources().size() * 2 > known.sources().size();
  }

  /** Else what the others were compiled against is not known any more. */
  private static boolean isAsCompiled(
      CompiledState known, CompilationScope scope, Set<String> previous) throws IOException {
    for (String source : scope.sources()) {
      if (known.sources().containsKey(source) && !previous.contains(classPath(source))) {
        return false;
      }
    }
    for (String path : previous) {
      Path file = known.inputs().module().outputFolder().resolve(path);
      if (!Files.exists(file) || !FileStamp.of(file).equals(known.classes().get(path))) {
        return false;
      }
    }
    return true;
  }

  /** Where the class is that a source is named after. */
  static String classPath(String source) {
    return source.substring(0, source.length() - "java".length()) + "class";
  }

  private static Set<Path> resolve(Set<String> paths, Module module) {
    return paths.stream().map(module.outputFolder()::resolve).collect(Collectors.toSet());
  }

  private OutputClasses output(Module module) {
    if (outputClasses == null) {
      outputClasses = new OutputClasses(module.outputFolder());
    }
    return outputClasses;
  }

  @Override
  public void close() throws IOException {
    javac.close();
  }
}
