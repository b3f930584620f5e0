package dev.innerloop.session;

import dev.innerloop.event.Event.Update;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent.Served;
import dev.innerloop.wire.ReloadStrategy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the outcome of one update in each replica, until all live replicas serve it. */
final class UpdateReport {

  private final String app;
  private final long revision;
  private final List<String> files;
  private final Timing timing;
  private final Map<Replica, Served> served = new LinkedHashMap<>();
  private boolean complete;

  /**
   * @param files what changed, as workspace paths
   * @param timing of the phases before the delivery
   */
  UpdateReport(String app, long revision, List<String> files, Timing timing) {
    this.app = app;
    this.revision = revision;
    this.files = List.copyOf(files);
    this.timing = timing;
  }

  long revision() {
    return revision;
  }

  boolean isComplete() {
    return complete;
  }

  /** A report of the same update, or of what is left of it, once the user restarts the app. */
  UpdateReport restarted() {
    return new UpdateReport(app, revision, complete ? List.of() : files, Timing.begin(List.of()));
  }

  void add(Served answer) {
    served.put(answer.replica(), answer);
  }

  /**
   * The report of the whole, once and only when all live replicas serve.
   *
   * @param live those replicas that we are attached to
   */
  @Nullable Update completed(Collection<Replica> live) {
    if (complete || live.isEmpty() || !served.keySet().containsAll(live)) {
      return null;
    }
    complete = true;
    List<Served> answers =
        served.values().stream().filter(it -> live.contains(it.replica())).toList();
    Served costliest = answers.get(0);
    long plan = 0;
    long transfer = 0;
    long apply = 0;
    long serve = 0;
    List<Update.ReplicaUpdate> replicas = new ArrayList<>();
    for (Served answer : answers) {
      costliest = answer.strategy().compareTo(costliest.strategy()) > 0 ? answer : costliest;
      transfer = Math.max(transfer, answer.phases().transfer());
      plan = Math.max(plan, answer.phases().plan());
      apply = Math.max(apply, answer.phases().apply());
      serve = Math.max(serve, answer.phases().serve());
      replicas.add(
          new Update.ReplicaUpdate(
              answer.replica().name(),
              word(answer.strategy()),
              answer.reason(),
              answer.digest().hex(),
              answer.phases().total()));
    }
    SortedMap<String, Long> millis = new TreeMap<>();
    millis.put("detect", timing.detectMillis());
    millis.put("compile", timing.compileMillis());
    millis.put("diff", timing.scanMillis() + plan);
    millis.put("transfer", transfer);
    millis.put("apply", apply);
    millis.put("serve", serve);
    millis.put("total", (System.nanoTime() - timing.detected()) / 1_000_000);
    return new Update(
        app, revision, files, word(costliest.strategy()), costliest.reason(), millis, replicas);
  }

  private static String word(ReloadStrategy strategy) {
    return strategy.name().toLowerCase(Locale.ROOT);
  }
}
