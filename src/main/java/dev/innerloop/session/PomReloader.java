package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.build.DependencyFailure;
import dev.innerloop.project.build.PomChange;
import dev.innerloop.project.build.ProjectPoms;
import dev.innerloop.session.OpenFailures.Failure;
import dev.innerloop.session.OpenFailures.Subject;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The project as its POMs describe it: as they were read last, and could be applied.
 *
 * <p>What a module is compiled with and what it runs with change together: modules with another POM
 * have to compile before anything is delivered.
 */
final class PomReloader {

  private final ProjectPoms poms;
  private final String command;
  private final OpenFailures failures;
  private final Set<Module> uncompiled = new LinkedHashSet<>();
  private Reactor reactor;
  private boolean isRejected;

  /**
   * @param command that starts a new session
   */
  PomReloader(Reactor reactor, ProjectPoms poms, String command, OpenFailures failures) {
    this.reactor = reactor;
    this.poms = poms;
    this.command = command;
    this.failures = failures;
  }

  Reactor reactor() {
    return reactor;
  }

  /**
   * Whether POMs could not be applied when they were last read. What prevents it may be outside of
   * them, such as a module that is not installed.
   */
  boolean isRejected() {
    return isRejected;
  }

  /** The present state of a module, given any state of it. */
  Module current(Module known) {
    return reactor.modules().stream()
        .filter(module -> module.pom().equals(known.pom()))
        .findFirst()
        .orElse(known);
  }

  /** Modules that were not compiled since their POM changed. */
  Set<Module> uncompiled() {
    return Set.copyOf(uncompiled);
  }

  /** All modules are compiled as their POMs say. */
  void compiled() {
    uncompiled.clear();
  }

  /**
   * Reads the POMs, and reports what cannot be applied.
   *
   * @return what is applied, if anything
   */
  Optional<PomChange.Applicable> reload() {
    PomChange change;
    try {
      change = poms.reload();
    } catch (DependencyFailure failure) {
      return rejected(
          new Rejection("The dependencies", "resolved", "last ones"), failure.getMessage());
    } catch (BuildFailure failure) {
      return rejected(Rejection.ofPom("read"), failure.getMessage());
    } catch (Problem problem) { // the rest of what was saved with it is built as before
      return rejected(Rejection.ofPom("applied"), problem.getMessage() + "\n" + problem.remedy());
    }
    isRejected = false;
    if (change instanceof PomChange.RequiresNewSession beyond) {
      String message =
          beyond.what() + " changed, which needs a new session: press Ctrl-C and type: " + command;
      failures.failed(
          Subject.POMS,
          new Failure(
              message,
              Event.Notice.warning(message),
              message,
              "The POM is as this session has read it: no new session is needed."));
    } else {
      failures.succeeded(Subject.POMS);
    }
    if (!(change instanceof PomChange.Applicable live)) {
      return Optional.empty();
    }
    Set<Module> before = Set.copyOf(reactor.modules());
    reactor = live.reactor();
    Set<Module> still = new LinkedHashSet<>();
    uncompiled.forEach(module -> still.add(current(module)));
    uncompiled.clear();
    uncompiled.addAll(still);
    reactor.modules().stream().filter(module -> !before.contains(module)).forEach(uncompiled::add);
    return Optional.of(live);
  }

  /** What cannot be done with POMs as they are saved, in words. */
  private record Rejection(String subject, String done, String former) {

    static Rejection ofPom(String done) {
      return new Rejection("The POM", done, "last one");
    }

    String message(@Nullable String reason) {
      return subject
          + " cannot be "
          + done
          + "; the session continues with the "
          + former
          + " that could:\n"
          + reason;
    }
  }

  private Optional<PomChange.Applicable> rejected(Rejection rejection, @Nullable String reason) {
    isRejected = true;
    failures.failed(
        Subject.POMS,
        Failure.of(
            rejection.message(reason),
            rejection.subject() + " still cannot be " + rejection.done() + ", for the same reason.",
            rejection.subject() + " can be " + rejection.done() + " again."));
    return Optional.empty();
  }
}
