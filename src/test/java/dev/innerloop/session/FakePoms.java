package dev.innerloop.session;

import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.DependencyFailure;
import dev.innerloop.project.build.PomChange;
import dev.innerloop.project.build.ProjectPoms;
import java.nio.file.Path;
import java.util.List;

/** POMs that say what a test wants. */
final class FakePoms implements ProjectPoms {

  PomChange next = new PomChange.None();

  /** Why the POMs cannot be read; empty if they can. */
  String failure = "";

  /** Why their dependencies cannot be resolved; empty if they can. */
  String unresolved = "";

  /** A fault of the code that reads POMs; null if there is none. */
  Throwable fault;

  @Override
  public List<Path> files() {
    return List.of();
  }

  @Override
  public void remember() {
    // They are what a test says.
  }

  @Override
  public PomChange reload() throws BuildFailure {
    if (fault instanceof Error error) {
      throw error;
    } else if (fault instanceof RuntimeException exception) {
      throw exception;
    }
    if (!failure.isEmpty()) {
      throw new BuildFailure(failure, new IllegalStateException());
    }
    if (!unresolved.isEmpty()) {
      throw new DependencyFailure(unresolved, new IllegalStateException());
    }
    PomChange read = next;
    next = new PomChange.None();
    return read;
  }
}
