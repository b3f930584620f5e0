package dev.innerloop.session;

import dev.innerloop.compile.BuildErrors;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.content.watch.Change;
import dev.innerloop.event.Event;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.Generated;
import dev.innerloop.project.build.ProjectBuild;
import dev.innerloop.session.OpenFailures.Failure;
import dev.innerloop.session.OpenFailures.Kind;
import dev.innerloop.session.OpenFailures.Subject;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Runs the plugins of the project that read what was saved. Where one has failed, it runs again
 * with the next change of an input or a POM.
 */
final class CodeGeneration {

  private final ProjectBuild build;
  private final BuildErrors errors;
  private final GeneratedFiles files;
  private final OpenFailures failures;

  /** What plugins have not read yet, by module; without files if that is unknown. */
  private Map<Module, Set<Path>> due = new LinkedHashMap<>();

  /** What has followed in modules until the plugins of all modules succeed. */
  private Map<Module, Generated> done = new LinkedHashMap<>();

  private String error = "";

  CodeGeneration(
      ProjectBuild build, BuildErrors errors, GeneratedFiles files, OpenFailures failures) {
    this.build = build;
    this.errors = errors;
    this.files = files;
    this.failures = failures;
  }

  /** Why a plugin fails with the files as they are now; empty if none does. */
  String error() {
    return error;
  }

  /**
   * Generates what depends on changed inputs.
   *
   * @param isRetry whether plugins that have failed run again
   * @param changed inputs by module, without files if those are unknown
   * @param current the present state of a module
   * @return what follows for each module; empty if a plugin fails
   */
  Optional<Map<Module, Generated>> run(
      Map<Module, Set<Path>> changed, boolean isRetry, UnaryOperator<Module> current) {
    Map<Module, Set<Path>> all = new LinkedHashMap<>();
    due.forEach((module, inputs) -> all.put(current.apply(module), inputs));
    changed.forEach((module, inputs) -> add(module, inputs, all));
    due = all;
    if (!error.isEmpty() && changed.isEmpty() && !isRetry) {
      return Optional.empty();
    }
    for (Iterator<Map.Entry<Module, Set<Path>>> each = due.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<Module, Set<Path>> next = each.next();
      long begin = System.nanoTime();
      try {
        Module module = next.getKey();
        Set<Path> inputs = next.getValue();
        done.merge(module, build.generate(module, inputs), Generated::and);
        each.remove();
        failures.succeeded(subject(next.getKey()));
      } catch (BuildFailure failure) {
        failed(next.getKey(), errors.of(failure, next.getValue()), begin);
        return Optional.empty();
      }
    }
    error = "";
    Map<Module, Generated> complete = new LinkedHashMap<>();
    done.forEach((module, it) -> complete.merge(current.apply(module), it, Generated::and));
    done = new LinkedHashMap<>();
    return Optional.of(complete);
  }

  /** Whether plugins of a module have to run again before it can be built. */
  boolean isDue(Module module) {
    return due.keySet().stream().anyMatch(it -> it.pom().equals(module.pom()));
  }

  /** Whether a file is as a plugin of this session left it. */
  boolean wrote(Path file) {
    return files.contains(file);
  }

  /** Whether something has deleted what plugins generated, such as {@code mvn clean}. */
  boolean isDeleted(Module module) {
    return files.isDeleted(module);
  }

  private void add(Module module, Set<Path> inputs, Map<Module, Set<Path>> all) {
    Set<Path> news = new HashSet<>(inputs);
    news.removeIf(files::contains);
    if (inputs.isEmpty() || !news.isEmpty()) {
      all.merge(module, news, Change::union);
    }
  }

  private void failed(Module module, List<Diagnostic> found, long begin) {
    error = found.get(0).toString();
    failures.failed(
        subject(module),
        new Failure(
            found.toString(),
            new Event.CompilationFailed(found, (System.nanoTime() - begin) / 1_000_000),
            "The plugins of " + module.name() + " still fail, for the same reason.",
            "The plugins of " + module.name() + " generate again."));
  }

  private static Subject subject(Module module) {
    return new Subject(Kind.GENERATION, module.name());
  }
}
