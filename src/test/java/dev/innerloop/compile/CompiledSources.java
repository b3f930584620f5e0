package dev.innerloop.compile;

import dev.innerloop.project.Module;
import java.util.List;
import java.util.SortedSet;

/** Collects what each compilation was given, none of which may be left to the project's build. */
public record CompiledSources(List<SortedSet<String>> scopes) implements CompileListener {

  @Override
  public void compiled(Module module, SortedSet<String> sources) {
    scopes.add(sources);
  }

  @Override
  public void delegating(Module module, String reason) {
    throw new AssertionError(reason);
  }
}
