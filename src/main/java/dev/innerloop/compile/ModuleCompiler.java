package dev.innerloop.compile;

import dev.innerloop.compile.abi.ApiChange;
import dev.innerloop.compile.abi.Dependents;
import dev.innerloop.compile.abi.Knowledge;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.compile.javac.ModuleJavac;
import dev.innerloop.compile.javac.Options;
import dev.innerloop.compile.javac.Processors;
import dev.innerloop.compile.javac.Publication;
import dev.innerloop.compile.javac.Staged;
import dev.innerloop.compile.source.Baseline;
import dev.innerloop.compile.source.Inputs;
import dev.innerloop.compile.source.Scope;
import dev.innerloop.compile.source.Sources;
import dev.innerloop.compile.source.Sources.Source;
import dev.innerloop.content.FileStamp;
import dev.innerloop.content.KnownFiles;
import dev.innerloop.content.OutputChange;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one module: the fewest sources that are certain to give the same result as compiling
 * all.
 *
 * <p>These are the changed ones, and if others see something of the change, the sources that may
 * compile differently then. All are compiled where that cannot be told: when annotation processors
 * run of which it is not known that they look at one source at a time, or that generate files, when
 * jars or options changed, and when another tool wrote the replaced classes.
 */
final class ModuleCompiler implements Closeable {

  private final ModuleJavac javac;
  private final Instant begun;
  private Knowledge knowledge = Knowledge.NONE;
  private @Nullable OutputClasses output;
  private @Nullable Baseline baseline;
  private @Nullable Inputs processedFor;
  private Processors processors = Processors.NONE;

  /**
   * Knows nothing of the module yet.
   *
   * @param begun a build that we are told of began no earlier: what was saved before is in it
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
    record Compiled(Publication publication, Scope scope, Inputs inputs, ApiChange api)
        implements Result {}

    record Failed(List<Diagnostic> diagnostics) implements Result {
      public Failed {
        diagnostics = List.copyOf(diagnostics);
      }
    }
  }

  Knowledge knowledge() {
    return knowledge;
  }

  void processed(Set<String> resources) {
    knowledge = knowledge.withResources(resources);
  }

  /**
   * The project's own build of the module completed.
   *
   * @return what was saved so late that the build may not have seen it
   */
  Suspects built(Module module) throws IOException {
    SortedMap<String, Source> sources = Sources.of(module);
    knowledge =
        knowledge.withBuilt(sources.keySet(), Sources.generated(module), Resources.of(module));
    Set<Path> late = new HashSet<>();
    Map<String, FileStamp> compiled = new TreeMap<>();
    Map<String, FileStamp> classes = Baseline.classes(module);
    sources.forEach(
        (path, source) -> {
          if (!source.stamp().modified().toInstant().isBefore(begun)) {
            late.add(source.file());
          } else if (classes.containsKey(classPath(path)) || path.endsWith("-info.java")) {
            compiled.put(path, source.stamp());
          }
        });
    baseline = new Baseline(Inputs.of(module), compiled, classes);
    return Suspects.of(late);
  }

  /** Another tool compiled the module from unknown sources. */
  void forget() {
    baseline = null;
  }

  /**
   * Compiles aside what is due.
   *
   * @param suspects sources that may have changed since the output was compiled
   * @param upstream what changed in the modules that this one depends on
   * @param unpublished modules on the class path that were compiled before this one
   */
  Result compile(
      Module module, Suspects suspects, ApiChange upstream, List<Publication> unpublished)
      throws IOException {
    Inputs inputs = Inputs.of(module);
    Baseline known = baseline;
    if (known == null
        || !known.inputs().equals(inputs)
        || mustCompileAll(inputs)
        || suspects.everything() && !known.isIntact()) {
      return whole(inputs, unpublished);
    }
    Optional<Scope> scope = changes(known, suspects);
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
      Staged staged = ((ModuleJavac.Outcome.Success) outcome).staged();
      Publication plan = Publication.part(staged, knowledge, previous, scope.get().gone());
      if (plan.overwrites() || plan.generates()) {
        break;
      }
      if (plan.api().isNone()) {
        return new Result.Compiled(plan, scope.get(), inputs, plan.api());
      }
      if (!known.isIntact()) {
        break; // dependents are found in the output
      }
      SortedMap<String, Source> sources = Sources.of(module);
      Optional<Dependents.Effect> effect = new Dependents(module).of(plan.api(), sources);
      if (effect.isEmpty()) {
        break;
      }
      Scope next = scope.get().and(effect.get().sources(), sources);
      if (next.equals(scope.get())) {
        return new Result.Compiled(plan, next, inputs, effect.get().change());
      }
      scope = Optional.of(next);
    }
    return whole(inputs, unpublished);
  }

  private Result whole(Inputs inputs, List<Publication> unpublished) throws IOException {
    Module module = inputs.module();
    boolean intact = baseline == null || baseline.isIntact();
    Scope scope = Scope.whole(Sources.of(module));
    ModuleJavac.Outcome outcome = javac.run(inputs, scope, null, unpublished);
    if (outcome instanceof ModuleJavac.Outcome.Failure failure) {
      return new Result.Failed(failure.diagnostics());
    }
    Publication plan =
        Publication.whole(((ModuleJavac.Outcome.Success) outcome).staged(), knowledge);
    boolean unseen = intact && plan.api().isNone();
    return new Result.Compiled(plan, scope, inputs, unseen ? ApiChange.NONE : ApiChange.EVERYTHING);
  }

  /**
   * Makes it what the module's directories hold.
   *
   * @param known gets the files of the output directory before they appear there
   */
  OutputChange publish(Result.Compiled compiled, KnownFiles known) throws IOException {
    Baseline before = baseline;
    baseline = null; // all is compiled again after a publication that broke off
    Publication.Published published = compiled.publication().perform(known);
    knowledge = published.knowledge();
    OutputChange change = published.change();
    Map<String, FileStamp> compiledNow = Baseline.stamps(compiled.scope().present());
    if (compiled.scope().whole() || before == null) {
      baseline = Baseline.of(compiled.inputs(), compiledNow);
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
    baseline = before.with(compiledNow, compiled.scope().gone(), written, change.deleted());
    return change;
  }

  private boolean mustCompileAll(Inputs inputs) throws IOException {
    if (!inputs.equals(processedFor)) {
      processors = Processors.of(inputs.module());
      processedFor = inputs;
    }
    Options options = new Options(inputs.module().compiler());
    // The source of previously generated files is unknown.
    return processors == Processors.OTHER
        || !knowledge.generated().isEmpty()
        || !knowledge.classes().stream().allMatch(path -> path.endsWith(".class"))
        || !options.recordSources()
        || !options.areSourcesLikeAscii();
  }

  /** Nothing if a change concerns sources that are not known to be affected. */
  private static Optional<Scope> changes(Baseline known, Suspects suspects) throws IOException {
    Module module = known.inputs().module();
    SortedMap<String, Source> present = new TreeMap<>();
    Set<String> gone = new HashSet<>();
    Set<String> named = new HashSet<>();
    boolean everything = suspects.everything();
    for (Path file : suspects.files()) {
      Optional<String> path = Sources.path(module, file);
      path.ifPresent(named::add);
      everything |= path.isEmpty(); // possibly a directory
    }
    if (everything) {
      present.putAll(Sources.of(module));
      gone.addAll(known.sources().keySet());
      gone.removeAll(present.keySet());
      present
          .entrySet()
          .removeIf(
              each ->
                  !named.contains(each.getKey())
                      && each.getValue().stamp().equals(known.sources().get(each.getKey())));
    } else {
      for (String path : named) {
        Optional<Source> source = Sources.find(module, path);
        if (source.isPresent()) {
          present.put(path, source.get());
        } else if (known.sources().containsKey(path)) {
          gone.add(path);
        }
      }
    }
    // Their annotations hold for all that is in the package.
    boolean ofPackages =
        present.keySet().stream().anyMatch(path -> path.endsWith("package-info.java"))
            || gone.stream().anyMatch(path -> path.endsWith("package-info.java"));
    return ofPackages ? Optional.empty() : Optional.of(new Scope(present, gone, false));
  }

  private static Optional<Scope> widened(Scope scope, ApiChange upstream, Module module)
      throws IOException {
    SortedMap<String, Source> sources = Sources.of(module);
    return new Dependents(module)
        .of(upstream, sources)
        .map(effect -> scope.and(effect.sources(), sources));
  }

  /** Then all at once take no longer, and are certain. */
  private static boolean isMost(Scope scope, Baseline known) {
    return scope.sources().size() > 10 && scope.sources().size() * 2 > known.sources().size();
  }

  /** Else what the others were compiled against is not known any more. */
  private static boolean isAsCompiled(Baseline known, Scope scope, Set<String> previous)
      throws IOException {
    for (String source : scope.present().keySet()) {
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
  private static String classPath(String source) {
    return source.substring(0, source.length() - "java".length()) + "class";
  }

  private static Set<Path> resolve(Set<String> paths, Module module) {
    return paths.stream().map(module.outputFolder()::resolve).collect(Collectors.toSet());
  }

  private OutputClasses output(Module module) {
    if (output == null) {
      output = new OutputClasses(module.outputFolder());
    }
    return output;
  }

  @Override
  public void close() throws IOException {
    javac.close();
  }
}
