package dev.innerloop.compile;

import dev.innerloop.project.Module;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sorts modules so that each comes after those whose output is on its class path. */
final class ModuleOrder {

  private final Collection<Module> all;
  private final Set<Module> sorted = new LinkedHashSet<>();

  private ModuleOrder(Collection<Module> all) {
    this.all = all;
  }

  static List<Module> of(Collection<Module> modules) {
    ModuleOrder order = new ModuleOrder(modules);
    modules.forEach(order::add);
    return new ArrayList<>(order.sorted);
  }

  /** Terminates because modules cannot have cyclic dependencies. */
  private void add(Module module) {
    if (sorted.contains(module)) {
      return;
    }
    for (Module other : all) {
      if (!other.equals(module) && module.classPath().contains(other.outputFolder())) {
        add(other);
      }
    }
    sorted.add(module);
  }
}
