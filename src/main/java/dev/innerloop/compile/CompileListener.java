package dev.innerloop.compile;

import dev.innerloop.project.Module;
import java.util.SortedSet;

/** Told what the compiler does. */
public interface CompileListener {

  /**
   * Sources of a module compiled; they are published once all of the modules do.
   *
   * @param sources paths below their root; those that are gone are named, too
   */
  void compiled(Module module, SortedSet<String> sources);

  /**
   * The project's own build compiles the module. Told once for a module and reason.
   *
   * @param reason why, as a clause: "it has a module-info.java"
   */
  void delegating(Module module, String reason);
}
