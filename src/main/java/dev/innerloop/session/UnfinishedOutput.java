package dev.innerloop.session;

import dev.innerloop.compile.CompileResult.Unfinished;
import dev.innerloop.content.OutputChange;
import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What builds that did not get to their end have left in output directories. Classes may be missing
 * there, or lack what a step after the compiler adds, such as aspects. It is delivered with the
 * next build that succeeds. Modules are known by their POM, since they change with it.
 */
final class UnfinishedOutput {

  private final Set<Path> built = new HashSet<>();
  private final Map<Path, OutputChange> changed = new LinkedHashMap<>();

  void add(Unfinished output) {
    output.built().forEach(module -> built.add(module.pom()));
    output.changed().forEach((module, own) -> changed.merge(module.pom(), own, OutputChange::and));
  }

  boolean isEmpty() {
    return built.isEmpty() && changed.isEmpty();
  }

  boolean isOf(Module module) {
    return built.contains(module.pom()) || changed.containsKey(module.pom());
  }

  /** Those of the modules of whose output nothing can be delivered. */
  Set<Module> of(Collection<Module> modules) {
    return modules.stream().filter(this::isOf).collect(Collectors.toSet());
  }

  /**
   * All modules compile: adds what is to be delivered, and forgets it.
   *
   * @param written what was written since
   */
  void complete(Collection<Module> modules, Set<Module> built, Map<Module, OutputChange> written) {
    for (Module module : modules) {
      if (this.built.contains(module.pom())) {
        built.add(module);
      }
      OutputChange before = changed.get(module.pom());
      if (before != null) {
        OutputChange since = written.get(module);
        written.put(module, since == null ? before : before.and(since));
      }
    }
    this.built.clear();
    changed.clear();
  }
}
