package dev.innerloop.compile;

import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.content.OutputChange;
import dev.innerloop.project.Module;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a compilation ended. */
public sealed interface CompileResult {

  /**
   * All compiled, and the output folders hold the result.
   *
   * @param modules that were compiled, in order: those asked for, and their dependents as needed
   * @param whole those of them of which all sources were compiled: no other classes of theirs exist
   * @param changed by module, what was written into its output folder or deleted there; may be
   *     empty
   */
  record Compiled(
      List<Module> modules, Set<Module> whole, Map<Module, OutputChange> changed, Duration took)
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
   * Nothing was published of what did not compile, nor of anything that was compiled with it.
   *
   * @param module the first that failed
   * @param diagnostics at least one; the errors, or everything if no message is an error
   */
  record Failed(Module module, List<Diagnostic> diagnostics) implements CompileResult {

    public Failed {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /**
   * All compiled, at least one module by the project's own build.
   *
   * @param modules that were compiled, in order
   * @param delegated those of them that the project's own build compiled
   * @param reason why the first of those was delegated
   */
  record Delegated(List<Module> modules, Set<Module> delegated, String reason, Duration took)
      implements CompileResult {

    public Delegated {
      modules = List.copyOf(modules);
      delegated = Set.copyOf(delegated);
    }
  }
}
