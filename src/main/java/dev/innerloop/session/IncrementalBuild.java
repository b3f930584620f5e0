package dev.innerloop.session;

import dev.innerloop.compile.CompileResult;
import dev.innerloop.compile.Compiler;
import dev.innerloop.compile.ProcessedResources;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.content.OutputChange;
import dev.innerloop.content.SavedFiles;
import dev.innerloop.content.watch.Change;
import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.Generated;
import dev.innerloop.project.build.PomChange;
import dev.innerloop.session.BuildResult.Output;
import dev.innerloop.session.OpenFailures.Failure;
import dev.innerloop.session.OpenFailures.Kind;
import dev.innerloop.session.OpenFailures.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Builds what was saved: reads POMs, copies resources, compiles. What does not compile is not
 * delivered, nor is anything that was saved with it.
 */
final class IncrementalBuild {

  private final PomReloader poms;
  private final CodeGeneration generation;
  private final Compiler compiler;
  private final SavedFiles saved;
  private final OpenFailures failures;
  private final Consumer<Event> events;
  private final UnfinishedOutput unfinished = new UnfinishedOutput();
  private String compileError = "";

  /** What was written and deleted that could not be delivered at the time, by POM. */
  private final Map<Path, OutputChange> undelivered = new LinkedHashMap<>();

  /** Whether output was changed that could not be delivered at the time. */
  private boolean isOutputUnknown;

  /** The changes of builds that broke off, for example because a file could not be read. */
  private List<Change> brokenOff = List.of();

  /** What these builds have applied of POMs. */
  private Optional<PomChange.Applicable> brokenOffProject = Optional.empty();

  IncrementalBuild(
      PomReloader poms,
      CodeGeneration generation,
      Compiler compiler,
      SavedFiles saved,
      OpenFailures failures,
      Consumer<Event> events) {
    this.poms = poms;
    this.generation = generation;
    this.compiler = compiler;
    this.saved = saved;
    this.failures = failures;
    this.events = events;
  }

  /** Why the sources do not compile as they are now; empty if they do. */
  String compileError() {
    return generation.error().isEmpty() ? compileError : generation.error();
  }

  /** The files that the user has saved, which are about to be built. */
  List<Path> saved(List<Change> changes) {
    List<Path> files = new ArrayList<>();
    for (Change change : changes) {
      if (change.kind() != Change.Kind.OUTPUT) {
        change.files().stream().filter(file -> !generation.wrote(file)).forEach(files::add);
      }
    }
    return files;
  }

  /**
   * Builds what changed, and what has changed in builds that broke off; failures of the project are
   * reported, and part of the result.
   *
   * @throws Problem if files cannot be read or written
   */
  BuildResult build(List<Change> changes) {
    saved.remember(saved(changes));
    Optional<PomChange.Applicable> reloaded = reload(changes);
    MergedChanges all = new MergedChanges();
    brokenOff.forEach(all::add);
    changes.forEach(all::add);
    isOutputUnknown |= !brokenOff.isEmpty();
    brokenOff = all.drain();
    brokenOffProject = PomChange.Applicable.latest(brokenOffProject, reloaded);
    BuildResult result = build(brokenOff, brokenOffProject);
    brokenOff = List.of();
    brokenOffProject = Optional.empty();
    return result;
  }

  private Optional<PomChange.Applicable> reload(List<Change> changes) {
    List<Change> ofPoms =
        changes.stream().filter(change -> change.kind() == Change.Kind.POM).toList();
    if (ofPoms.isEmpty()) {
      return Optional.empty();
    }
    Optional<PomChange.Applicable> reloaded = poms.reload();
    if (poms.isRejected()) {
      ofPoms.forEach(change -> saved.forget(change.files())); // saved again, they are tried again
    }
    return reloaded;
  }

  private BuildResult build(List<Change> changes, Optional<PomChange.Applicable> project) {
    Timing timing = Timing.begin(saved(changes));
    Map<Module, Set<Path>> sources = filesOf(changes, Change.Kind.SOURCES);
    Map<Module, Set<Path>> resources = filesOf(changes, Change.Kind.RESOURCES);
    Map<Module, Set<Path>> foreign = filesOf(changes, Change.Kind.OUTPUT);
    filesOf(changes, Change.Kind.OTHER_FILES)
        .forEach((module, files) -> foreign.merge(module, files, Change::union));
    project.ifPresent(live -> live.modules().forEach(module -> resources.put(module, Set.of())));
    Optional<Map<Module, Generated>> regenerated = generate(changes, project, sources);
    Map<Module, OutputChange> written = new LinkedHashMap<>();
    regenerated.ifPresent(
        all -> all.forEach((module, it) -> add(module, it, sources, resources, written)));
    boolean isUnknown =
        processResources(resources, written)
            || project.isPresent()
            || regenerated.filter(it -> !it.isEmpty()).isPresent();
    boolean mustCompile =
        !sources.isEmpty() || project.isPresent() || compiler.isOutdated(poms.reactor().modules());
    Compiled compiled = Compiled.NOTHING;
    if (mustCompile) {
      poms.uncompiled().forEach(module -> sources.put(module, Set.of()));
      compiled = compile(sources, written);
    }
    boolean isWithheld = withhold(written, unfinished::isOf);
    isWithheld |= foreign.keySet().removeIf(unfinished::isOf);
    isOutputUnknown |= isWithheld;
    boolean isComplete =
        regenerated.isPresent()
            && (mustCompile ? compileError.isEmpty() : poms.uncompiled().isEmpty()); // other POM
    if (!isComplete) {
      withhold(written, module -> true);
      isOutputUnknown |= isUnknown || !foreign.isEmpty() || !resources.isEmpty();
    }
    boolean isChanged =
        isUnknown || !compiled.isNothing() || !written.isEmpty() || !foreign.isEmpty();
    Optional<Output> output = Optional.empty();
    if (isComplete && (isChanged || isOutputUnknown)) {
      for (Module module : poms.reactor().modules()) {
        OutputChange former = unfinished.isOf(module) ? null : undelivered.remove(module.pom());
        if (former != null) {
          written.merge(module, former, (now, before) -> before.and(now));
        }
      }
      output =
          Optional.of(
              new Output(
                  compiled.built(),
                  compiled.whole(),
                  written,
                  foreign,
                  isUnknown || isOutputUnknown));
      isOutputUnknown = !unfinished.isEmpty();
    }
    return new BuildResult(
        mustCompile || !resources.isEmpty() ? timing.compiled() : timing,
        project,
        output,
        unfinished.of(poms.reactor().modules()),
        manifests(changes));
  }

  /** Keeps what must not be delivered now; returns whether there is something. */
  private boolean withhold(Map<Module, OutputChange> written, Predicate<Module> selected) {
    written.forEach(
        (module, change) -> {
          if (selected.test(module)) {
            undelivered.merge(module.pom(), change, OutputChange::and);
          }
        });
    return written.keySet().removeIf(selected);
  }

  /**
   * Runs plugins that read what changed, such as every plugin of a changed POM, or whose output
   * something has deleted, such as {@code mvn clean}. Where they fail, the project's own build of
   * the module would fail for the same reason.
   *
   * @return what follows for modules; empty if a plugin fails
   */
  private Optional<Map<Module, Generated>> generate(
      List<Change> changes,
      Optional<PomChange.Applicable> project,
      Map<Module, Set<Path>> sources) {
    Map<Module, Set<Path>> inputs = filesOf(changes, Change.Kind.INPUTS);
    project.ifPresent(live -> live.modules().forEach(module -> inputs.put(module, Set.of())));
    for (Module module : sources.keySet()) {
      if (generation.isDeleted(module)) {
        inputs.put(module, Set.of());
      }
    }
    boolean hasOtherPom = changes.stream().anyMatch(it -> it.kind() == Change.Kind.POM);
    Optional<Map<Module, Generated>> generated = generation.run(inputs, hasOtherPom, poms::current);
    if (generated.isEmpty()) {
      sources
          .keySet()
          .removeIf(
              module -> module.compiler().delegationReason() != null && generation.isDue(module));
    }
    return generated;
  }

  private void add(
      Module module,
      Generated effect,
      Map<Module, Set<Path>> sources,
      Map<Module, Set<Path>> resources,
      Map<Module, OutputChange> written) {
    sources.put(module, Set.of());
    if (!effect.deleted().isEmpty()) {
      written.put(module, new OutputChange(Collections.emptySortedSet(), effect.deleted()));
    }
    if (effect.resources()) {
      resources.put(module, Set.of());
    }
    if (effect.wholeCompilation()) {
      compiler.forget(module);
    }
  }

  /**
   * Modules of which everything was compiled.
   *
   * @param built by their own build
   * @param whole by this session
   */
  private record Compiled(Set<Module> built, Set<Module> whole) {

    static final Compiled NOTHING = new Compiled(Set.of(), Set.of());

    Compiled {
      built = Set.copyOf(built);
      whole = Set.copyOf(whole);
    }

    boolean isNothing() {
      return built.isEmpty() && whole.isEmpty();
    }
  }

  private Map<Module, Set<Path>> filesOf(List<Change> changes, Change.Kind kind) {
    Map<Module, Set<Path>> files = new LinkedHashMap<>();
    for (Change change : changes) {
      // What plugins of this session write is reported while they still run.
      boolean isNews =
          change.files().isEmpty() || !change.files().stream().allMatch(generation::wrote);
      if (change.kind() == kind && isNews) {
        files.merge(poms.current(change.module()), change.files(), Change::union);
      }
    }
    return files;
  }

  private static Map<Path, Set<Path>> manifests(List<Change> changes) {
    Map<Path, Set<Path>> manifests = new HashMap<>();
    for (Change change : changes) {
      if (change.kind() == Change.Kind.MANIFESTS) {
        manifests.merge(change.module().pom(), change.files(), Change::union);
      }
    }
    return manifests;
  }

  /** Returns whether some were processed by the project's build, which may write anything. */
  private boolean processResources(
      Map<Module, Set<Path>> resources, Map<Module, OutputChange> written) {
    boolean isUnknown = false;
    for (Map.Entry<Module, Set<Path>> each : resources.entrySet()) {
      try {
        ProcessedResources processed = compiler.processResources(each.getKey(), each.getValue());
        written.merge(each.getKey(), processed.change(), OutputChange::and);
        isUnknown |= processed.isUnknown();
        failures.succeeded(resourcesOf(each.getKey()));
      } catch (BuildFailure failure) {
        String name = each.getKey().name();
        failures.failed(
            resourcesOf(each.getKey()),
            Failure.of(
                String.valueOf(failure.getMessage()),
                "The resources of " + name + " still cannot be processed, for the same reason.",
                "The resources of " + name + " can be processed again."));
      }
    }
    return isUnknown;
  }

  private static Subject resourcesOf(Module module) {
    return new Subject(Kind.RESOURCES, module.name());
  }

  /** Compiles sources, and adds what that changed in output directories if all compile. */
  private Compiled compile(Map<Module, Set<Path>> sources, Map<Module, OutputChange> written) {
    long begin = System.nanoTime();
    CompileResult result = compileAll(sources);
    if (result instanceof CompileResult.Failed failed) {
      unfinished.add(failed.unfinished());
      compileError = firstError(failed);
      failures.failed(
          Subject.SOURCES,
          new Failure(
              failed.diagnostics().toString(),
              new Event.CompilationFailed(
                  failed.diagnostics(), (System.nanoTime() - begin) / 1_000_000),
              "Still does not compile: " + compileError,
              "compiles again; replicas are up to date"));
      return Compiled.NOTHING;
    }
    compileError = "";
    failures.succeeded(Subject.SOURCES);
    poms.compiled();
    Set<Module> built = new HashSet<>();
    Set<Module> whole;
    if (result instanceof CompileResult.Delegated delegated) {
      built.addAll(delegated.delegated());
      whole = delegated.whole();
      delegated.changed().forEach((module, own) -> written.merge(module, own, OutputChange::and));
      events.accept(new Event.Compiled(0, delegated.duration().toMillis()));
    } else {
      CompileResult.Compiled compiled = (CompileResult.Compiled) result;
      whole = compiled.whole();
      compiled.changed().forEach((module, own) -> written.merge(module, own, OutputChange::and));
      events.accept(new Event.Compiled(compiled.files(), compiled.duration().toMillis()));
    }
    unfinished.complete(poms.reactor().modules(), built, written);
    return new Compiled(built, whole);
  }

  /** A build that ends with an exception may have left anything. */
  private CompileResult compileAll(Map<Module, Set<Path>> sources) {
    List<Module> modules = poms.reactor().modules();
    List<Module> delegated =
        modules.stream().filter(module -> module.compiler().delegationReason() != null).toList();
    CompileResult result = null;
    try {
      result = compiler.compile(modules, sources);
      return result;
    } finally {
      if (result == null) {
        unfinished.add(new CompileResult.Unfinished(Set.copyOf(delegated), Map.of()));
      }
    }
  }

  private static String firstError(CompileResult.Failed failed) {
    return failed.diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::toString)
        .findFirst()
        .orElse("error: the sources do not compile");
  }
}
