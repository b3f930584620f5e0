package dev.innerloop.project;

import java.util.List;

/** What changed POMs mean for a session. */
public sealed interface PomChange {

  /** Nothing that counts: a comment, say. */
  record None() implements PomChange {}

  /**
   * The session can go on with it.
   *
   * @param modules whose POM, or whose parent's, says something else now
   */
  record Live(Reactor reactor, List<Module> modules) implements PomChange {

    public Live {
      modules = List.copyOf(modules);
    }
  }

  /**
   * It takes another session.
   *
   * @param what it is that changed, as the beginning of a sentence: "The packaging of shop"
   */
  record Beyond(String what) implements PomChange {}
}
