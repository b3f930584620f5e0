package dev.innerloop.loop;

import dev.innerloop.loop.Event.Update;
import dev.innerloop.reload.Tier;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.Served;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what the replicas say of one update, until all that are live serve it. */
final class UpdateReport {

  private final String app;
  private final long update;
  private final List<String> files;
  private final long noticed;
  private final long compileMillis;
  private final Map<Replica, Served> served = new LinkedHashMap<>();
  private boolean complete;

  /**
   * @param files what changed, as workspace paths
   * @param noticed when the change was noticed, by {@link System#nanoTime()}
   * @param compileMillis how long it took to compile
   */
  UpdateReport(String app, long update, List<String> files, long noticed, long compileMillis) {
    this.app = app;
    this.update = update;
    this.files = List.copyOf(files);
    this.noticed = noticed;
    this.compileMillis = compileMillis;
  }

  long update() {
    return update;
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
    long transfer = 0;
    long effect = 0;
    List<Update.ReplicaUpdate> replicas = new ArrayList<>();
    for (Served answer : answers) {
      costliest = answer.tier().compareTo(costliest.tier()) > 0 ? answer : costliest;
      transfer = Math.max(transfer, answer.phases().transfer());
      effect = Math.max(effect, answer.phases().effect());
      replicas.add(
          new Update.ReplicaUpdate(
              answer.replica().name(),
              word(answer.tier()),
              answer.reason(),
              answer.digest().hex(),
              answer.phases().total()));
    }
    SortedMap<String, Long> millis = new TreeMap<>();
    millis.put("compile", compileMillis);
    millis.put("transfer", transfer);
    millis.put("effect", effect);
    millis.put("total", (System.nanoTime() - noticed) / 1_000_000);
    return new Update(
        app, update, files, word(costliest.tier()), costliest.reason(), millis, replicas);
  }

  private static String word(Tier tier) {
    return tier.name().toLowerCase(Locale.ROOT);
  }
}
