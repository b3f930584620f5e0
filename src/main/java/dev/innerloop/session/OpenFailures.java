package dev.innerloop.session;

import dev.innerloop.event.Event;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is broken in the project now, and what of it the user knows: each failure is reported once,
 * and so is its repair.
 *
 * <p>Failures are reported when no more changes are waiting: what is broken only in the middle of a
 * branch switch is not worth a line.
 *
 * <p>Confined to the session's thread.
 */
final class OpenFailures {

  /** Changes that never pause must not hide a failure. */
  private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

  private final Consumer<Event> events;
  private final LongSupplier nanoTime;
  private final Map<Subject, Failure> open = new LinkedHashMap<>();
  private final Map<Subject, Failure> reported = new LinkedHashMap<>();
  private final Set<Subject> retried = new HashSet<>();
  private final Set<String> updated = new HashSet<>();
  private @Nullable Long unreportedSince;

  /** What can be broken. */
  enum Kind {
    SOURCES,
    /** What plugins generate in a module. */
    GENERATION,
    /** Of a module. */
    RESOURCES,
    POMS,
    /** Of an app, in its POM and in the files that it names. */
    SETTINGS,
    /** The Kubernetes resources of an app. */
    MANIFESTS,
    /** The update of an app as a whole. */
    UPDATE
  }

  /**
   * @param name of the module or app; empty for the whole project
   */
  record Subject(Kind kind, String name) {

    static final Subject SOURCES = new Subject(Kind.SOURCES, "");
    static final Subject POMS = new Subject(Kind.POMS, "");
  }

  /**
   * @param cause two failures of a subject with the same cause are one
   * @param event reports it
   * @param still reports in a line that another attempt has failed for the same cause
   * @param repaired reports in a line that it is repaired; for the sources, follows the name of
   *     each app that is not updated by the repair
   */
  record Failure(String cause, Event event, String still, String repaired) {

    /** With an error message. */
    static Failure of(String message, String still, String repaired) {
      return new Failure(message, Event.Notice.error(message), still, repaired);
    }
  }

  OpenFailures(Consumer<Event> events) {
    this(events, System::nanoTime);
  }

  OpenFailures(Consumer<Event> events, LongSupplier nanoTime) {
    this.events = events;
    this.nanoTime = nanoTime;
  }

  void failed(Subject subject, Failure failure) {
    open.put(subject, failure);
    Failure known = reported.get(subject);
    if (known != null && known.cause().equals(failure.cause())) {
      retried.add(subject);
    } else if (unreportedSince == null) {
      unreportedSince = nanoTime.getAsLong();
    }
  }

  void succeeded(Subject subject) {
    open.remove(subject);
    retried.remove(subject);
  }

  /** The app gets an update, which is reported with what it changes. */
  void updating(String app) {
    updated.add(app);
  }

  /** Whether nothing is broken, nor was when failures were last reported. */
  boolean isNone() {
    return open.isEmpty() && reported.isEmpty();
  }

  /**
   * Reports what the user does not know yet.
   *
   * @param isSettled whether no more changes are waiting; else failures wait, but not for long
   * @param apps of the session
   */
  void report(boolean isSettled, Iterable<String> apps) {
    boolean isOverdue =
        unreportedSince != null && nanoTime.getAsLong() - unreportedSince > LONGEST_NANOS;
    if (!isSettled && !isOverdue) {
      return;
    }
    unreportedSince = null;
    for (Iterator<Map.Entry<Subject, Failure>> each = reported.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<Subject, Failure> known = each.next();
      if (!open.containsKey(known.getKey())) {
        each.remove();
        reportRepair(known.getKey(), known.getValue(), apps);
      }
    }
    open.forEach(this::report);
    retried.clear();
    updated.clear();
  }

  private void report(Subject subject, Failure failure) {
    Failure known = reported.put(subject, failure);
    if (known == null || !known.cause().equals(failure.cause())) {
      events.accept(failure.event());
    } else if (retried.contains(subject)) {
      events.accept(Event.Notice.error(failure.still()));
    }
  }

  private void reportRepair(Subject subject, Failure failure, Iterable<String> apps) {
    if (subject.kind() != Kind.SOURCES) {
      events.accept(new Event.Notice(failure.repaired()));
      return;
    }
    for (String app : apps) {
      if (!updated.contains(app)) {
        events.accept(new Event.Notice(app + ": " + failure.repaired()));
      }
    }
  }
}
