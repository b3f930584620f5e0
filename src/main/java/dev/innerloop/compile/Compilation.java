package dev.innerloop.compile;

import dev.innerloop.compile.ModuleCompiler.Result;
import dev.innerloop.compile.ModuleCompiler.Result.Compiled;
import dev.innerloop.compile.incremental.ApiChange;
import dev.innerloop.compile.incremental.ChangedSources;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.content.OutputChange;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One compilation of the modules of a session in dependency order. It is published only if all
 * modules compile.
 */
final class Compilation {

  private final ModuleCompilers compilers;
  private final Delegation delegation;
  private final CompileListener listener;
  private final long start = System.nanoTime();
  private final List<Module> compiled = new ArrayList<>();
  private final Set<Module> whole = new HashSet<>();
  private final Map<Module, String> delegated = new LinkedHashMap<>();
  private final List<Compiled> toPublish = new ArrayList<>();
  private final Map<Module, OutputChange> changed = new LinkedHashMap<>();
  private final Set<Module> toBuild = new HashSet<>();
  private final Map<Path, ApiChange> apiChanges = new HashMap<>();

  /** Output directories that change, from which annotation processors may be loaded. */
  private final Set<Path> written = new HashSet<>();

  private final Map<Path, String> fingerprints = new HashMap<>();

  Compilation(ModuleCompilers compilers, Delegation delegation, CompileListener listener) {
    this.compilers = compilers;
    this.delegation = delegation;
    this.listener = listener;
  }

  /**
   * Compiles unpublished modules and their dependents.
   *
   * @param inOrder modules of the session, dependencies first
   */
  CompileResult compile(List<Module> inOrder) throws IOException {
    written.addAll(compilers.processedResources());
    for (int i = 0; i < inOrder.size(); i++) {
      Module module = inOrder.get(i);
      ApiChange upstream = upstream(module);
      if (compilers.isPublished(module) && upstream.isNone()) {
        continue;
      }
      compilers.markChanged(module, ChangedSources.NONE);
      String reason = delegation.reason(module);
      List<Diagnostic> errors = reason == null ? javac(module, upstream) : delegate(module, reason);
      if (!errors.isEmpty()) {
        remember(inOrder.subList(i, inOrder.size()));
        return new CompileResult.Failed(
            module, errors, new CompileResult.Unfinished(toBuild, changed));
      }
    }
    publish();
    compilers.completed();
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    return delegated.isEmpty()
        ? new CompileResult.Compiled(compiled, whole, changed, duration)
        : new CompileResult.Delegated(
            compiled,
            delegated.keySet(),
            delegated.values().iterator().next(),
            whole,
            changed,
            duration);
  }

  /**
   * Changes that were already published for the project's own build would otherwise not be
   * detected.
   */
  private void remember(List<Module> notPublished) throws IOException {
    for (Module module : notPublished) {
      if (!changed.isEmpty() && !upstream(module).isNone()) {
        compilers.of(module).forget();
        compilers.markChanged(module, ChangedSources.EVERYTHING);
      }
    }
  }

  private ApiChange upstream(Module module) throws IOException {
    if (compilers.of(module).isOutdated(module, written, fingerprints)) {
      return ApiChange.EVERYTHING;
    }
    ApiChange upstream = ApiChange.NONE;
    for (Path entry : module.classPath()) {
      upstream = upstream.and(apiChanges.getOrDefault(entry, ApiChange.NONE));
    }
    return upstream;
  }

  /** Returns the errors. */
  private List<Diagnostic> javac(Module module, ApiChange upstream) throws IOException {
    Result result =
        compilers
            .of(module)
            .compile(
                module,
                compilers.unpublished(module),
                upstream,
                toPublish.stream().map(Compiled::update).toList());
    if (result instanceof Result.Failed failed) {
      return failed.diagnostics();
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
    if (done.update().isChange()) {
      written.add(module.outputFolder());
    }
    if (!done.api().isNone()) {
      // Also includes changes that its types inherit.
      apiChanges.put(module.outputFolder(), done.api().and(upstream));
    }
    return List.of();
  }

  /** Returns the errors. */
  private List<Diagnostic> delegate(Module module, String reason) throws IOException {
    publish(); // the project's own build does not use the staging directory
    toBuild.add(module);
    ModuleCompiler compiler = compilers.of(module);
    compiler.deleteClasses(module);
    List<Diagnostic> errors = delegation.compile(module, reason);
    if (!errors.isEmpty()) {
      return errors;
    }
    compiler.rebuilt(module);
    compiled.add(module);
    delegated.put(module, reason);
    compilers.published(module);
    apiChanges.put(module.outputFolder(), ApiChange.EVERYTHING);
    written.add(module.outputFolder());
    return List.of();
  }

  private void publish() throws IOException {
    for (Compiled each : toPublish) {
      Module module = each.inputs().module();
      changed.put(module, compilers.of(module).publish(each, compilers.written()));
      compilers.published(module);
    }
    toPublish.clear();
  }
}
