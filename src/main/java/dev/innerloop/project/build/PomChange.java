package dev.innerloop.project.build;

import dev.innerloop.project.Module;
import dev.innerloop.project.Reactor;
import java.util.List;

/** The effect of changed POMs on a session. */
public sealed interface PomChange {

  /** No relevant change, for example a comment. */
  record None() implements PomChange {}

  /**
   * The session can apply the change.
   *
   * @param modules whose POM or parent POM changed
   */
  record Applicable(Reactor reactor, List<Module> modules) implements PomChange {

    public Applicable {
      modules = List.copyOf(modules);
    }
  }

  /**
   * The change requires a new session.
   *
   * @param what the changed part, as the beginning of a sentence: "The packaging of shop"
   */
  record RequiresNewSession(String what) implements PomChange {}
}
