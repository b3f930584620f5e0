package dev.innerloop.compile.javac;

import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A module's compiled classes and generated sources before they are published.
 *
 * @param sources what was compiled, by path below its root; or was to be, and is gone
 * @param classes content for the output directory
 * @param generated content for the directory of generated sources
 */
public record CompilerOutput(Module module, Set<String> sources, Path classes, Path generated) {
  public CompilerOutput {
    sources = Collections.unmodifiableSet(new LinkedHashSet<>(sources));
  }
}
