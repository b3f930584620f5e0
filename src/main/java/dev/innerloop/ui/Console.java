package dev.innerloop.ui;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.event.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Prints events for people: one line for each update. */
public final class Console implements Consumer<Event> {

  private final Lines lines;

  @GuardedBy("this")
  private final Map<String, String> lastOf = new HashMap<>();

  @GuardedBy("this")
  private final Set<String> attached = new HashSet<>();

  @GuardedBy("this")
  private final Transfers transfers = new Transfers();

  public Console(Lines lines) {
    this.lines = lines;
  }

  /** The destination of lines. */
  public interface Lines {

    void info(String line);

    void warn(String line);

    void error(String line);

    /** A line of the app's output, unchanged. */
    void output(String line);

    /** A line of a unified diff. */
    void difference(String line);
  }

  @Override
  public synchronized void accept(Event event) {
    if (event instanceof Event.Output output) {
      output(output);
    } else if (event instanceof Event.Update update) {
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
      transfers.line(transfer).ifPresent(lines::info);
    } else if (event instanceof Event.Progress progress) {
      once(progress.app() + " progress", progress.app() + ": " + progress.doing());
    } else if (event instanceof Event.Notice notice) {
      lines.info(notice.message());
    } else if (event instanceof Event.Ready ready) {
      ready(ready);
    } else if (event instanceof Event.DebugPort debug) {
      lines.info(
          debug.replica()
              + (debug.waiting()
                  ? ": waiting for a debugger on localhost:"
                  : ": debugger can attach to localhost:")
              + debug.port());
    } else if (event instanceof Event.ChangesWait waiting) {
      lines.info(
          waiting.saves()
              + (waiting.saves() == 1 ? " change pending" : " changes pending")
              + ": press Enter to update");
    } else if (event instanceof Event.SessionStarted started) {
      sessionStarted(started);
    } else if (event instanceof Event.SessionEnded ended) {
      lines.info(ended.message());
      ended.next().forEach(line -> lines.info("  " + line));
    } else if (event instanceof Event.NamespaceCreated created) {
      lines.info("Created namespace " + created.namespace() + ".");
    } else if (event instanceof Event.DeliveryChosen chosen) {
      lines.info(chosen.app() + ": delivery " + chosen.delivery() + because(chosen.reason()));
    } else if (event instanceof Event.ImageReady image) {
      lines.info(
          image.app() + ": image " + image.reference() + (image.unchanged() ? " (unchanged)" : ""));
    } else if (event instanceof Event.Applied applied) {
      applied(applied);
    } else if (event instanceof Event.Difference difference) {
      difference(difference);
    } else if (event instanceof Event.Checked checked) {
      CheckTable.lines(checked).forEach(lines::info);
    } else if (event instanceof Event.Examined examined) {
      lines.info(CheckTable.line(examined));
    }
    // Compiled and Failed need no line: an update and Maven's own error report them.
  }

  /** A certain one ends the wait with an error that reports it. */
  private void diagnosed(Event.Diagnosed diagnosed) {
    if (!diagnosed.certain()) {
      lines.warn(diagnosed.app() + ": " + diagnosed.what() + ": " + diagnosed.why());
      lines.warn("  " + diagnosed.remedy());
    }
  }

  private void output(Event.Output output) {
    lines.output(
        output.replica().isEmpty() ? output.line() : output.replica() + " | " + output.line());
  }

  private void sessionStarted(Event.SessionStarted started) {
    if (started.target().equals("local")) {
      lines.info("Running on this machine" + because(started.reason()));
    } else {
      lines.info(
          "Running in namespace " + started.namespace() + " of context " + started.context() + ".");
    }
  }

  private void ready(Event.Ready ready) {
    lines.info(
        ready.app()
            + " is ready after "
            + seconds(ready.millis())
            + ready.url().map(url -> ": " + url).orElse("."));
  }

  private void applied(Event.Applied applied) {
    String changes =
        applied.resources().stream()
            .filter(resource -> !resource.change().equals("unchanged"))
            .map(resource -> resource.kind() + " " + resource.name() + " " + resource.change())
            .collect(Collectors.joining(", "));
    if (!changes.isEmpty()) {
      lines.info(applied.app() + ": " + changes);
    }
  }

  /** Unchanged resources are only counted. */
  private void difference(Event.Difference difference) {
    if (!difference.change().equals("unchanged")) {
      lines.info(
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
    String who = replica.replica() + ": ";
    switch (replica.state()) {
      case "crashed", "refused", "failed" -> lines.error(who + replica.detail());
      case "held" -> held(replica);
      case "lost" -> {
        // A pod that was just started may not listen yet.
        if (attached.contains(replica.replica())) {
          once(replica.replica(), who + "connection lost, reconnecting");
        }
      }
      case "attached" -> {
        attached.add(replica.replica());
        if (lastOf.remove(replica.replica()) != null) {
          lines.info(who + "reconnected");
        }
      }
      default -> {
        // serving: the update reports it
      }
    }
  }

  /** All replicas report the same for one update. */
  @GuardedBy("this")
  private void held(Event.ReplicaChanged replica) {
    if (!replica.detail().equals(lastOf.put(replica.app() + " held", replica.detail()))) {
      lines.warn(replica.app() + ": " + replica.detail());
    }
  }

  private void compilationFailed(Event.CompilationFailed failed) {
    failed.diagnostics().forEach(diagnostic -> lines.error(diagnostic.toString()));
    lines.error("Compilation failed. The running replicas keep the last version that compiled.");
  }

  private void update(Event.Update update) {
    if (update.files().isEmpty() && update.id() == 1) {
      return; // the first delivery: the ready line reports it
    }
    lines.info(UpdateLine.of(update));
  }

  @GuardedBy("this")
  private void once(String key, String line) {
    if (!line.equals(lastOf.put(key, line))) {
      lines.info(line);
    }
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "." : ": " + reason;
  }

  private static String seconds(long millis) {
    return "%.1f s".formatted(millis / 1000.0);
  }
}
