package dev.innerloop.loop.update;

import dev.innerloop.loop.event.Event;
import dev.innerloop.project.BuildFailure;
import dev.innerloop.project.Module;
import dev.innerloop.project.PomChange;
import dev.innerloop.project.Poms;
import dev.innerloop.project.Reactor;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The project of a session as its POMs have it: what was read last and could be taken over.
 *
 * <p>What a module is compiled with and what it runs with change together: modules that are due
 * have to compile before anything is published.
 */
public final class PomUpdates {

  private final Poms poms;
  private final String command;
  private final Consumer<Event> events;
  private final Set<Module> due = new LinkedHashSet<>();
  private Reactor reactor;

  /**
   * @param command that starts a session anew
   */
  public PomUpdates(Reactor reactor, Poms poms, String command, Consumer<Event> events) {
    this.reactor = reactor;
    this.poms = poms;
    this.command = command;
    this.events = events;
  }

  public Reactor reactor() {
    return reactor;
  }

  /** The module as it is now, of which somebody may know an earlier state. */
  Module now(Module known) {
    return reactor.modules().stream()
        .filter(module -> module.pom().equals(known.pom()))
        .findFirst()
        .orElse(known);
  }

  /** Modules that have to be compiled because of their POM, whatever else changed. */
  Set<Module> due() {
    return Set.copyOf(due);
  }

  /** All of them were compiled. */
  void compiled() {
    due.clear();
  }

  /**
   * Reads the POMs, and tells what cannot be taken over.
   *
   * @return what is taken over, if anything
   */
  Optional<PomChange.Live> reread() {
    PomChange change;
    try {
      change = poms.reread();
    } catch (BuildFailure failure) {
      events.accept(
          new Event.Notice(
              "The project cannot be read, and stays as it was:\n" + failure.getMessage()));
      return Optional.empty();
    }
    if (change instanceof PomChange.Beyond beyond) {
      events.accept(
          new Event.Notice(
              beyond.what()
                  + " changed: to take that over, end this with Ctrl-C and type: "
                  + command));
    }
    if (!(change instanceof PomChange.Live live)) {
      return Optional.empty();
    }
    Set<Module> before = Set.copyOf(reactor.modules());
    reactor = live.reactor();
    Set<Module> still = new LinkedHashSet<>();
    due.forEach(module -> still.add(now(module)));
    due.clear();
    due.addAll(still);
    reactor.modules().stream().filter(module -> !before.contains(module)).forEach(due::add);
    return Optional.of(live);
  }
}
