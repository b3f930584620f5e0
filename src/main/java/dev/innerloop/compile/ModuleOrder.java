package dev.innerloop.compile;

import dev.innerloop.project.Module;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sorts modules so that each comes after those whose output it is compiled with. */
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
      boolean isUsed =
          module.classPath().contains(other.outputFolder())
              || module.compiler().processorPath().contains(other.outputFolder());
      if (isUsed && !other.equals(module)) {
        add(other);
      }
    }
    sorted.add(module);
  }
}
