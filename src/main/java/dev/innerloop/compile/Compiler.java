package dev.innerloop.compile;

import dev.innerloop.project.Build;
import dev.innerloop.project.BuildFailure;
import dev.innerloop.project.Module;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Collection;

/** Compiles the modules of a session. */
public final class Compiler implements Closeable {

  public Compiler(Path root, Path staging, Build build, CompileListener listener) {}

  public CompileResult compile(Collection<Module> all, Collection<Module> changed) {
    throw new UnsupportedOperationException();
  }

  public void processResources(Module module) throws BuildFailure {}

  @Override
  public void close() {}
}
