package dev.innerloop.loop.hint;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Something that wakes the main thread of a session. */
public sealed interface Hint {

  record SourcesChanged(Module module, Set<Path> files) implements Hint {}

  record ResourcesChanged(Module module, Set<Path> files) implements Hint {}

  record ManifestsChanged(Module module, Set<Path> files) implements Hint {}

  record OutputChanged(Module module, Set<Path> files) implements Hint {}

  record PomChanged(Path pom) implements Hint {}

  /** An app's first update is served everywhere. */
  record FirstServed(String app) implements Hint {}

  record RolloutEnded(String app, Optional<Problem> problem) implements Hint {}

  /** What was changed on the cluster while the session runs is rolled out, or never will be. */
  record ChangeRolledOut(String app, Optional<Problem> problem) implements Hint {}

  /** The app ended by itself. */
  record Crashed(String app, int exitCode) implements Hint {}

  /** The user wants the apps started again. */
  record Restart() implements Hint {}

  /** The user wants no more. */
  record Stop() implements Hint {}
}
