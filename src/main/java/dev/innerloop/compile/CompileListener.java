package dev.innerloop.compile;

import dev.innerloop.project.Module;

/** Told what the compiler does. */
public interface CompileListener {

  void compiling(Module module);

  /**
   * The project's own build compiles the module. Told once for a module and reason.
   *
   * @param reason why, as a clause: "it has a module-info.java"
   */
  void delegating(Module module, String reason);
}
