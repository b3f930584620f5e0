package dev.innerloop.compile;

import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.content.OutputChange;
import dev.innerloop.project.Module;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The result of a compilation. */
public sealed interface CompileResult {

  /**
   * All modules compiled, and the output directories contain the result.
   *
   * @param modules compiled modules in order: the requested ones and affected dependents
   * @param whole modules whose sources were all compiled, so that they have no other classes
   * @param changed by module, the files written to its output directory or deleted there; may be
   *     empty
   */
  record Compiled(
      List<Module> modules, Set<Module> whole, Map<Module, OutputChange> changed, Duration duration)
      implements CompileResult {

    public Compiled {
      modules = List.copyOf(modules);
      whole = Set.copyOf(whole);
      changed = Map.copyOf(changed);
    }

    /** How many files were written or deleted. */
    public int files() {
      return changed.values().stream().mapToInt(OutputChange::size).sum();
    }
  }

  /**
   * At least one module does not compile, and nothing was published, except for the project's own
   * build.
   *
   * @param module the first that failed
   * @param diagnostics at least one; the errors, or everything if no message is an error
   * @param unfinished what the output directories of some modules hold nevertheless
   */
  record Failed(Module module, List<Diagnostic> diagnostics, Unfinished unfinished)
      implements CompileResult {

    public Failed {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * Output of a compilation that did not get to its end.
   *
   * @param built modules that their own build was to compile, or did
   * @param changed by module, the files written for that build to the output directories of others
   */
  record Unfinished(Set<Module> built, Map<Module, OutputChange> changed) {

    public Unfinished {
      built = Set.copyOf(built);
      changed = Map.copyOf(changed);
    }
  }

  /**
   * All modules compiled, at least one by the project's own build.
   *
   * @param modules compiled modules in order
   * @param delegated modules that the project's own build compiled
   * @param reason why the first of them was delegated
   * @param whole others whose sources were all compiled
   * @param changed by module, the files written to the output directories of others
   */
  record Delegated(
      List<Module> modules,
      Set<Module> delegated,
      String reason,
      Set<Module> whole,
      Map<Module, OutputChange> changed,
      Duration duration)
      implements CompileResult {

    public Delegated {
      modules = List.copyOf(modules);
      delegated = Set.copyOf(delegated);
      whole = Set.copyOf(whole);
      changed = Map.copyOf(changed);
    }
  }
}
