package dev.innerloop.loop.update;

import dev.innerloop.compile.CompileListener;
import dev.innerloop.compile.CompileResult;
import dev.innerloop.compile.Compiler;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.content.OutputChange;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.hint.Collected;
import dev.innerloop.loop.hint.Hint;
import dev.innerloop.loop.outcome.Timing;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.session.AppSession;
import dev.innerloop.project.App;
import dev.innerloop.project.BuildFailure;
import dev.innerloop.project.Module;
import dev.innerloop.project.PomChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Turns what was saved into what the apps publish: reads POMs, copies resources, compiles; and into
 * how they are deployed.
 */
public final class Updates {

  private final PomUpdates project;
  private final Compiler compiler;
  private final List<AppSession> sessions;
  private final Function<App, AppRequest> requestOf;
  private final ManifestUpdates manifests;
  private final Consumer<Event> events;
  private String compileError = "";
  private boolean overlooked;

  /**
   * @param sessions those of all apps; may grow until the first update
   * @param requestOf what the user says of an app, by the POM as it is at the time
   */
  public Updates(
      PomUpdates project,
      Compiler compiler,
      List<AppSession> sessions,
      Function<App, AppRequest> requestOf,
      Consumer<Event> events) {
    this.project = project;
    this.compiler = compiler;
    this.sessions = sessions;
    this.requestOf = requestOf;
    this.manifests = new ManifestUpdates(sessions, requestOf, events);
    this.events = events;
  }

  /** Tells what the compiler does that takes long. */
  public static CompileListener telling(Consumer<Event> events) {
    return new CompileListener() {
      @Override
      public void compiled(Module module, SortedSet<String> sources) {
        // The update says it.
      }

      @Override
      public void delegating(Module module, String reason) {
        events.accept(
            new Event.Notice(
                module.name() + " is compiled by its own build, which takes longer: " + reason));
      }
    };
  }

  /** What is wrong with the sources as they are now; empty if nothing is. */
  public String compileError() {
    return compileError;
  }

  /** Compiles what has to be, has every app publish what came of it, and deploys anew. */
  public void bringOver(List<Hint> taken) {
    Timing timing = Timing.begin(saved(taken));
    Optional<PomChange.Live> reread =
        taken.stream().anyMatch(Hint.PomChanged.class::isInstance)
            ? project.reread()
            : Optional.empty();
    reread.ifPresent(this::takeOver);
    publish(taken, reread, timing);
    manifests.bringOver(taken, reread.map(PomChange.Live::modules).orElse(List.of()));
  }

  private void publish(List<Hint> taken, Optional<PomChange.Live> live, Timing timing) {
    Map<Module, Set<Path>> sources = new LinkedHashMap<>();
    Map<Module, Set<Path>> resources = new LinkedHashMap<>();
    Map<Module, Set<Path>> outputs = new LinkedHashMap<>();
    boolean everything = live.isPresent();
    live.ifPresent(change -> change.modules().forEach(module -> resources.put(module, Set.of())));
    for (Hint hint : taken) {
      if (hint instanceof Hint.SourcesChanged changed) {
        sources.merge(project.now(changed.module()), changed.files(), Collected::both);
      } else if (hint instanceof Hint.ResourcesChanged changed) {
        resources.merge(project.now(changed.module()), changed.files(), Collected::both);
      } else if (hint instanceof Hint.OutputChanged changed) {
        outputs.merge(project.now(changed.module()), changed.files(), Collected::both);
      }
    }
    if (sources.isEmpty()
        && resources.isEmpty()
        && outputs.isEmpty()
        && !everything
        && project.due().isEmpty()) {
      return;
    }
    project.due().forEach(module -> sources.put(module, Set.of()));
    Map<Module, OutputChange> copied = new LinkedHashMap<>();
    everything |= copy(resources, copied);
    if (!sources.isEmpty() && !compile(sources, copied, timing)) {
      // Never half of what was saved.
      overlooked |= everything || !outputs.isEmpty() || !resources.isEmpty();
      return;
    }
    if (sources.isEmpty() && !copied.isEmpty()) {
      sessions.forEach(session -> session.built(Set.of(), copied, timing.compiled()));
    }
    if (everything || overlooked) {
      overlooked = false;
      sessions.forEach(session -> session.observe(timing));
    } else if (!outputs.isEmpty()) {
      sessions.forEach(session -> session.observe(outputs, timing));
    }
  }

  /** Returns whether some were processed in a way of which nobody knows what it has written. */
  private boolean copy(Map<Module, Set<Path>> resources, Map<Module, OutputChange> copied) {
    boolean unknown = false;
    for (Map.Entry<Module, Set<Path>> each : resources.entrySet()) {
      try {
        Optional<OutputChange> written = compiler.processResources(each.getKey(), each.getValue());
        written.ifPresent(change -> copied.put(each.getKey(), change));
        unknown |= written.isEmpty();
      } catch (BuildFailure failure) {
        events.accept(new Event.Notice(String.valueOf(failure.getMessage())));
      }
    }
    return unknown;
  }

  private static List<Path> saved(List<Hint> taken) {
    List<Path> files = new ArrayList<>();
    for (Hint hint : taken) {
      if (hint instanceof Hint.SourcesChanged changed) {
        files.addAll(changed.files());
      } else if (hint instanceof Hint.ResourcesChanged changed) {
        files.addAll(changed.files());
      } else if (hint instanceof Hint.PomChanged changed) {
        files.add(changed.pom());
      }
    }
    return files;
  }

  private static String firstError(CompileResult.Failed failed) {
    return failed.diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::toString)
        .findFirst()
        .orElse("error: the sources do not compile");
  }

  private void takeOver(PomChange.Live change) {
    for (App app : change.reactor().apps()) {
      sessions.stream()
          .filter(session -> session.app().module().pom().equals(app.module().pom()))
          .forEach(session -> session.becomes(requestOf.apply(app)));
    }
  }

  /** Whether it compiled, and was published with the resources that were copied. */
  private boolean compile(
      Map<Module, Set<Path>> sources, Map<Module, OutputChange> copied, Timing timing) {
    CompileResult result = compiler.compile(project.reactor().modules(), sources);
    if (result instanceof CompileResult.Failed failed) {
      compileError = firstError(failed);
      events.accept(new Event.CompilationFailed(failed.diagnostics(), timing.millisSinceNoticed()));
      return false;
    }
    compileError = "";
    Map<Module, OutputChange> changes = new LinkedHashMap<>(copied);
    if (result instanceof CompileResult.Compiled compiled) {
      compiled.changed().forEach((module, own) -> changes.merge(module, own, OutputChange::and));
      publish(compiled.whole(), changes, compiled.files(), timing, compiled.took());
    } else if (result instanceof CompileResult.Delegated delegated) {
      publish(delegated.modules(), changes, 0, timing, delegated.took());
    }
    return true;
  }

  private void publish(
      Collection<Module> whole,
      Map<Module, OutputChange> changes,
      int files,
      Timing timing,
      Duration took) {
    project.compiled();
    events.accept(new Event.Compiled(files, took.toMillis()));
    sessions.forEach(session -> session.built(whole, changes, timing.compiled()));
  }
}
