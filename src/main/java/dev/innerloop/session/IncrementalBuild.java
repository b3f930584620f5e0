package dev.innerloop.session;

import dev.innerloop.compile.CompileResult;
import dev.innerloop.compile.Compiler;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.content.OutputChange;
import dev.innerloop.content.watch.Change;
import dev.innerloop.event.Event;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.PomChange;
import dev.innerloop.session.BuildResult.Output;
import dev.innerloop.session.OpenFailures.Failure;
import dev.innerloop.session.OpenFailures.Kind;
import dev.innerloop.session.OpenFailures.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Builds what was saved: reads POMs, copies resources, compiles. What does not compile is not
 * delivered, nor is anything that was saved with it.
 */
final class IncrementalBuild {

  private final PomReloader poms;
  private final Compiler compiler;
  private final OpenFailures failures;
  private final Consumer<Event> events;
  private String compileError = "";

  /** Whether output was changed that could not be delivered at the time. */
  private boolean isOutputUnknown;

  IncrementalBuild(
      PomReloader poms, Compiler compiler, OpenFailures failures, Consumer<Event> events) {
    this.poms = poms;
    this.compiler = compiler;
    this.failures = failures;
    this.events = events;
  }

  /** Why the sources do not compile as they are now; empty if they do. */
  String compileError() {
    return compileError;
  }

  /** Builds what changed; failures of the project are reported, and part of the result. */
  BuildResult build(List<Change> changes) {
    Timing timing = Timing.begin(saved(changes));
    Optional<PomChange.Applicable> project =
        changes.stream().anyMatch(change -> change.kind() == Change.Kind.POM)
            ? poms.reload()
            : Optional.empty();
    Map<Module, Set<Path>> sources = filesOf(changes, Change.Kind.SOURCES);
    Map<Module, Set<Path>> resources = filesOf(changes, Change.Kind.RESOURCES);
    Map<Module, Set<Path>> foreign = filesOf(changes, Change.Kind.OUTPUT);
    filesOf(changes, Change.Kind.OTHER_FILES)
        .forEach((module, files) -> foreign.merge(module, files, Change::union));
    project.ifPresent(live -> live.modules().forEach(module -> resources.put(module, Set.of())));
    boolean mustCompile = !sources.isEmpty() || project.isPresent();

    Map<Module, OutputChange> written = new LinkedHashMap<>();
    boolean isUnknown = processResources(resources, written) || project.isPresent();
    Set<Module> whole = Set.of();
    if (mustCompile) {
      poms.uncompiled().forEach(module -> sources.put(module, Set.of()));
      Optional<Set<Module>> compiled = compile(sources, written);
      whole = compiled.orElse(Set.of());
    }
    boolean isComplete =
        mustCompile ? compileError.isEmpty() : poms.uncompiled().isEmpty(); // of another POM
    if (!isComplete) {
      isOutputUnknown |= isUnknown || !foreign.isEmpty() || !resources.isEmpty();
    }
    boolean isChanged = isUnknown || !whole.isEmpty() || !written.isEmpty() || !foreign.isEmpty();
    Optional<Output> output = Optional.empty();
    if (isComplete && (isChanged || isOutputUnknown)) {
      output = Optional.of(new Output(whole, written, foreign, isUnknown || isOutputUnknown));
      isOutputUnknown = false;
    }
    return new BuildResult(
        mustCompile || !resources.isEmpty() ? timing.compiled() : timing,
        project,
        output,
        manifests(changes));
  }

  private Map<Module, Set<Path>> filesOf(List<Change> changes, Change.Kind kind) {
    Map<Module, Set<Path>> files = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change.kind() == kind) {
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

  /** What the time from a save to its detection is measured by. */
  private static List<Path> saved(List<Change> changes) {
    List<Path> files = new ArrayList<>();
    for (Change change : changes) {
      if (change.kind() != Change.Kind.OUTPUT) {
        files.addAll(change.files());
      }
    }
    return files;
  }

  /** Returns whether some were processed by the project's build, which may write anything. */
  private boolean processResources(
      Map<Module, Set<Path>> resources, Map<Module, OutputChange> written) {
    boolean isUnknown = false;
    for (Map.Entry<Module, Set<Path>> each : resources.entrySet()) {
      try {
        Optional<OutputChange> copied = compiler.processResources(each.getKey(), each.getValue());
        copied.ifPresent(change -> written.put(each.getKey(), change));
        isUnknown |= copied.isEmpty();
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

  /**
   * Compiles sources, and adds what that changed in output directories.
   *
   * @return modules that were compiled as a whole; empty if something does not compile
   */
  private Optional<Set<Module>> compile(
      Map<Module, Set<Path>> sources, Map<Module, OutputChange> written) {
    long begin = System.nanoTime();
    CompileResult result = compiler.compile(poms.reactor().modules(), sources);
    if (result instanceof CompileResult.Failed failed) {
      compileError = firstError(failed);
      failures.failed(
          Subject.SOURCES,
          new Failure(
              failed.diagnostics().toString(),
              new Event.CompilationFailed(
                  failed.diagnostics(), (System.nanoTime() - begin) / 1_000_000),
              "Still does not compile: " + compileError,
              "compiles again; replicas are up to date"));
      return Optional.empty();
    }
    compileError = "";
    failures.succeeded(Subject.SOURCES);
    poms.compiled();
    if (result instanceof CompileResult.Compiled compiled) {
      compiled.changed().forEach((module, own) -> written.merge(module, own, OutputChange::and));
      events.accept(new Event.Compiled(compiled.files(), compiled.duration().toMillis()));
      return Optional.of(compiled.whole());
    }
    CompileResult.Delegated delegated = (CompileResult.Delegated) result;
    events.accept(new Event.Compiled(0, delegated.duration().toMillis()));
    return Optional.of(Set.copyOf(delegated.modules()));
  }

  private static String firstError(CompileResult.Failed failed) {
    return failed.diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::toString)
        .findFirst()
        .orElse("error: the sources do not compile");
  }
}
