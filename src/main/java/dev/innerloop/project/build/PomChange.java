package dev.innerloop.project.build;

import dev.innerloop.project.Module;
import dev.innerloop.project.Reactor;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** Both of two changes that follow each other, as one. */
    public static Optional<Applicable> latest(
        Optional<Applicable> older, Optional<Applicable> newer) {
      if (older.isEmpty() || newer.isEmpty()) {
        return newer.or(() -> older);
      }
      Set<Path> changed = new HashSet<>();
      older.get().modules().forEach(module -> changed.add(module.pom()));
      newer.get().modules().forEach(module -> changed.add(module.pom()));
      Reactor reactor = newer.get().reactor();
      return Optional.of(
          new Applicable(
              reactor,
              reactor.modules().stream().filter(it -> changed.contains(it.pom())).toList()));
    }
  }

  /**
   * The change requires a new session.
   *
   * @param what the changed part, as the beginning of a sentence: "The packaging of shop"
   */
  record RequiresNewSession(String what) implements PomChange {}
}
