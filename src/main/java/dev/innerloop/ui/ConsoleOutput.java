package dev.innerloop.ui;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.event.Event;
import dev.innerloop.event.Level;
import dev.innerloop.wire.AppExit;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Prints events for people: one line for each update.
 *
 * <p>In a session, the plugin's own lines carry the local time, and the line that an app is ready
 * is printed after what the app logs while it starts, so that its URL is the last line of a start.
 */
public final class ConsoleOutput implements Consumer<Event> {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss ");

  /** So long after its last line, a stack trace has ended. */
  private static final Duration TRACE_PAUSE = Duration.ofMillis(200);

  /** So long without a line of an app, its start is logged; a talkative app is not awaited. */
  private static final Duration START_PAUSE = Duration.ofMillis(250);

  private static final int START_PAUSES = 8;

  /** A connection that is lost for a shorter time is not worth a line. */
  private static final Duration INTERRUPTION = Duration.ofSeconds(2);

  private final Lines lines;
  private final Optional<Clock> clock;
  private final Delay delay;

  @GuardedBy("this")
  private final Map<String, String> lastOf = new HashMap<>();

  @GuardedBy("this")
  private final Set<String> attached = new HashSet<>();

  /** By replica whose connection is lost. */
  @GuardedBy("this")
  private final Map<String, Interruption> lost = new HashMap<>();

  private static final class Interruption {
    private boolean isReported;
  }

  /** Apps whose first delivery has ended. */
  @GuardedBy("this")
  private final Set<String> delivered = new HashSet<>();

  @GuardedBy("this")
  private final Transfers transfers = new Transfers();

  @GuardedBy("this")
  private final ReplicaNames names = new ReplicaNames();

  @GuardedBy("this")
  private final ReplicaLog log;

  /** Lines of apps that are ready, to be printed when what the apps log has paused. */
  @GuardedBy("this")
  private final List<String> readyLines = new ArrayList<>();

  /** Counts the lines that replicas log. */
  @GuardedBy("this")
  private long outputs;

  private ConsoleOutput(Lines lines, Optional<Clock> clock, Delay delay) {
    this.lines = lines;
    this.clock = clock;
    this.delay = delay;
    this.log = new ReplicaLog(lines, names);
  }

  /** For a goal that ends by itself. */
  public static ConsoleOutput ofGoal(Lines lines, Delay delay) {
    return new ConsoleOutput(lines, Optional.empty(), delay);
  }

  /**
   * For a session.
   *
   * @param clock the user's
   */
  public static ConsoleOutput ofSession(Lines lines, Clock clock, Delay delay) {
    return new ConsoleOutput(lines, Optional.of(clock), delay);
  }

  /** Prints what waits for further lines: the goal has ended. */
  public synchronized void flush() {
    log.flush();
    printReady();
  }

  @Override
  public synchronized void accept(Event event) {
    if (event instanceof Event.Output output) {
      if (clock.isEmpty() || !output.line().startsWith(AppExit.LINE)) { // a session reports it
        output(output);
      }
      return;
    }
    if (event instanceof Event.Ready ready) {
      ready(ready);
      return;
    }
    printReady();
    print(event);
  }

  @GuardedBy("this")
  private void output(Event.Output output) {
    outputs++;
    log.accept(output).ifPresent(end -> delay.after(TRACE_PAUSE, () -> locked(end)));
  }

  private synchronized void locked(Runnable task) {
    task.run();
  }

  @GuardedBy("this")
  private void ready(Event.Ready ready) {
    String line =
        ready.app()
            + " is ready after "
            + UpdateLine.duration(ready.millis())
            + ready.url().map(url -> ": " + url).orElse(".");
    readyLines.add(line);
    if (readyLines.size() == 1) {
      awaitPause(START_PAUSES);
    }
  }

  @GuardedBy("this")
  private void awaitPause(int rounds) {
    long seen = outputs;
    delay.after(START_PAUSE, () -> paused(seen, rounds - 1));
  }

  private synchronized void paused(long seen, int rounds) {
    if (readyLines.isEmpty()) {
      return;
    }
    if (outputs == seen || rounds == 0) {
      printReady();
    } else {
      awaitPause(rounds);
    }
  }

  @GuardedBy("this")
  private void printReady() {
    if (!readyLines.isEmpty()) {
      log.flush();
      readyLines.forEach(this::info);
      readyLines.clear();
    }
  }

  @GuardedBy("this")
  private void print(Event event) {
    if (event instanceof Event.Update update) {
      update(update);
    } else if (event instanceof Event.CompilationFailed failed) {
      compilationFailed(failed);
    } else if (event instanceof Event.ReplicaChanged replica) {
      replicaChanged(replica);
    } else if (event instanceof Event.RolloutProgress progress) {
      once(progress.app() + " rollout", progress.app() + ": " + progress.message());
    } else if (event instanceof Event.Diagnosed diagnosed) {
      diagnosed(diagnosed);
    } else if (event instanceof Event.Transferring transfer) {
      transfers
          .line(transfer, names.of(transfer.replica()).text())
          .ifPresent(line -> print(Level.INFO, line));
    } else if (event instanceof Event.Progress progress) {
      once(progress.app() + " progress", progress.app() + ": " + progress.message());
    } else if (event instanceof Event.Notice notice) {
      print(notice.level(), notice.message());
    } else if (event instanceof Event.DebugPort debug) {
      info(
          names.of(debug.replica()).text()
              + (debug.waiting()
                  ? ": waiting for a debugger on localhost:"
                  : ": debugger can attach to localhost:")
              + debug.port());
    } else if (event instanceof Event.ChangesPending pending) {
      info(
          pending.changes()
              + (pending.changes() == 1 ? " change pending" : " changes pending")
              + ": press Enter to update");
    } else if (event instanceof Event.SessionStarted started) {
      sessionStarted(started);
    } else if (event instanceof Event.SessionEnded ended) {
      info(ended.message());
      ended.next().forEach(line -> info("  " + line));
    } else if (event instanceof Event.NamespaceCreated created) {
      info("Created namespace " + created.namespace() + ".");
    } else if (event instanceof Event.DeliveryChosen chosen) {
      info(chosen.app() + ": delivery " + chosen.delivery() + because(chosen.reason()));
    } else if (event instanceof Event.ImageReady image) {
      info(
          image.app() + ": image " + image.reference() + (image.unchanged() ? " (unchanged)" : ""));
    } else if (event instanceof Event.Applied applied) {
      applied(applied);
    } else if (event instanceof Event.Difference difference) {
      difference(difference);
    } else if (event instanceof Event.Checked checked) {
      CheckTable.lines(checked).forEach(line -> print(CheckTable.level(checked), line));
    } else if (event instanceof Event.ChecksCompleted completed) {
      info(CheckTable.line(completed));
    }
    // Compiled and Failed need no line: an update and Maven's own error report them.
  }

  /** A certain one ends the wait with an error that reports it. */
  private void diagnosed(Event.Diagnosed diagnosed) {
    if (!diagnosed.certain()) {
      print(Level.WARNING, diagnosed.app() + ": " + diagnosed.what() + ": " + diagnosed.why());
      print(Level.WARNING, "  " + diagnosed.remedy());
    }
  }

  private void sessionStarted(Event.SessionStarted started) {
    if (started.target().equals("local")) {
      info("Running on this machine" + because(started.reason()));
    } else {
      info(
          "Running in namespace " + started.namespace() + " of context " + started.context() + ".");
    }
  }

  private void applied(Event.Applied applied) {
    String changes =
        applied.resources().stream()
            .filter(resource -> !resource.change().equals("unchanged"))
            .map(resource -> resource.kind() + " " + resource.name() + " " + resource.change())
            .collect(Collectors.joining(", "));
    if (!changes.isEmpty()) {
      info(applied.app() + ": " + changes);
    }
  }

  /** Unchanged resources are only counted. */
  private void difference(Event.Difference difference) {
    if (!difference.change().equals("unchanged")) {
      info(
          difference.app()
              + ": "
              + difference.kind()
              + " "
              + difference.name()
              + " would be "
              + difference.change());
      difference.lines().forEach(lines::difference);
    }
  }

  @GuardedBy("this")
  private void replicaChanged(Event.ReplicaChanged replica) {
    String who = names.of(replica.replica()).text() + ": ";
    switch (replica.state()) {
      case CRASHED, CLAIMED, FAILED -> {
        log.flush(); // what explains it
        print(Level.ERROR, who + replica.message());
      }
      case STARTING, EXITED -> info(who + replica.message());
      case DEFERRED -> deferred(replica);
      case LOST -> {
        // A pod that was just started may not listen yet.
        if (attached.contains(replica.replica()) && !lost.containsKey(replica.replica())) {
          Interruption interruption = new Interruption();
          lost.put(replica.replica(), interruption);
          delay.after(INTERRUPTION, () -> reportIfLost(replica.replica(), interruption));
        }
      }
      case ATTACHED -> {
        attached.add(replica.replica());
        Interruption ended = lost.remove(replica.replica());
        if (ended != null && ended.isReported) {
          info(who + "reconnected");
        }
      }
      case SERVING -> {
        // the update reports it
      }
    }
  }

  private synchronized void reportIfLost(String replica, Interruption interruption) {
    if (lost.get(replica) == interruption) {
      interruption.isReported = true;
      info(names.of(replica).text() + ": connection lost, reconnecting");
    }
  }

  /** All replicas report the same for one update. */
  @GuardedBy("this")
  private void deferred(Event.ReplicaChanged replica) {
    if (!replica.message().equals(lastOf.put(replica.app() + " deferred", replica.message()))) {
      print(Level.WARNING, replica.app() + ": " + replica.message());
    }
  }

  private void compilationFailed(Event.CompilationFailed failed) {
    failed.diagnostics().forEach(diagnostic -> print(Level.ERROR, diagnostic.toString()));
    print(
        Level.ERROR,
        "Compilation failed. The running replicas keep the last version that compiled.");
  }

  @GuardedBy("this")
  private void update(Event.Update update) {
    log.forget(update.app());
    if (update.files().isEmpty() && update.revision() == 1 && delivered.add(update.app())) {
      return; // the first delivery: the ready line reports it
    }
    info(UpdateLine.of(update));
  }

  @GuardedBy("this")
  private void once(String key, String line) {
    if (!line.equals(lastOf.put(key, line))) {
      info(line);
    }
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "." : ": " + reason;
  }

  private void info(String text) {
    print(Level.INFO, text);
  }

  /** Each line of a text gets the level and the time. */
  private void print(Level level, String text) {
    String time = clock.map(it -> TIME.format(LocalTime.now(it))).orElse("");
    text.lines().forEach(line -> lines.line(level, time + line));
  }
}
