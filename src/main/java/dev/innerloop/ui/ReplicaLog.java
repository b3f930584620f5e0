package dev.innerloop.ui;

import dev.innerloop.event.Event;
import dev.innerloop.event.Level;
import dev.innerloop.wire.JvmVariables;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What replicas log, with the app's own levels. A stack trace is printed as a whole, once it has
 * ended; one that another replica of the app has printed already is replaced by a reference. Not
 * thread-safe.
 */
final class ReplicaLog {

  /** Of a supervisor's JVM, from which the options of the app's are withheld. */
  private static final Pattern WITHHELD =
      Pattern.compile("(NOTE: )?Picked up (" + String.join("|", JvmVariables.NAMES) + "):\\s*");

  /** Stack traces to which later ones can refer, of each app. */
  private static final int REMEMBERED = 20;

  private final Lines lines;
  private final ReplicaNames names;
  private final Map<String, LogLevels> levels = new HashMap<>();

  /** By replica, the stack trace that has not ended, in the order of their first lines. */
  private final Map<Replica, StackTrace> open = new LinkedHashMap<>();

  /** By app and content, the replica that printed it. */
  private final Map<String, Map<List<String>, String>> printed = new HashMap<>();

  private record Replica(String app, String name) {}

  ReplicaLog(Lines lines, ReplicaNames names) {
    this.lines = lines;
    this.names = names;
  }

  /**
   * Takes a line.
   *
   * @return ends the stack trace to which the line belongs, if to any, unless more of it has come;
   *     a line after it does so, too
   */
  Optional<Runnable> accept(Event.Output output) {
    Replica replica = new Replica(output.app(), output.replica());
    String line = output.line();
    if (WITHHELD.matcher(line).matches()) {
      return Optional.empty();
    }
    Level level = levels.computeIfAbsent(replica.name(), it -> new LogLevels()).of(line);
    boolean continues = StackTrace.continues(line);
    if (!continues) {
      end(replica);
    }
    if (!continues && !StackTrace.begins(line)) {
      lines.output(level, names.of(replica.name()), line);
      return Optional.empty();
    }
    StackTrace trace = open.computeIfAbsent(replica, it -> new StackTrace());
    trace.add(level, line);
    int size = trace.lines().size();
    return Optional.of(
        () -> {
          if (open.get(replica) == trace && trace.lines().size() == size) {
            end(replica);
          }
        });
  }

  /** All stack traces have ended. */
  void flush() {
    List.copyOf(open.keySet()).forEach(this::end);
  }

  /** Another revision of the app runs: its stack traces are new ones. */
  void forget(String app) {
    printed.remove(app);
  }

  private void end(Replica replica) {
    StackTrace trace = open.remove(replica);
    if (trace == null) {
      return;
    }
    ReplicaName name = names.of(replica.name());
    List<String> content = trace.content();
    Map<List<String>, String> known =
        printed.computeIfAbsent(replica.app(), app -> new LinkedHashMap<>());
    String first = known.putIfAbsent(content, replica.name());
    forgetOldest(known.keySet());
    if (first == null || first.equals(replica.name()) || !trace.isWorthAReference()) {
      trace.lines().forEach(line -> lines.output(line.level(), name, line.text()));
    } else {
      StackTrace.Line head = trace.lines().get(0);
      lines.output(
          head.level(),
          name,
          "same stack trace as in " + names.of(first).text() + ": " + head.text().strip());
    }
  }

  private static void forgetOldest(Collection<List<String>> known) {
    if (known.size() > REMEMBERED) {
      known.remove(known.iterator().next());
    }
  }
}
