package dev.innerloop.compile;

import dev.innerloop.project.Module;
import java.util.SortedSet;

/** Receives the events of the compiler. */
public interface CompileListener {

  /**
   * Sources of a module compiled; they are published once all modules compile.
   *
   * @param sources paths below their root, including deleted sources
   */
  void compiled(Module module, SortedSet<String> sources);

  /**
   * The project's own build compiles the module. Called once for each module and reason.
   *
   * @param reason why, as a clause: "it has a module-info.java"
   */
  void delegating(Module module, String reason);
}
