package dev.innerloop.session;

import dev.innerloop.event.Event.Update;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent.Served;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reports a change of an app's resources, once it is rolled out and all pods serve. */
final class ResourceUpdateReport {

  /** None of {@link dev.innerloop.wire.ReloadStrategy}: no replica can be asked to do it. */
  private static final String STRATEGY = "rollout";

  private final String app;
  private final long revision;
  private final List<String> files;
  private final String reason;
  private final Set<Replica> former;
  private final Timing timing;
  private final long applied = System.nanoTime();

  /**
   * A change that was applied now.
   *
   * @param files that were saved
   * @param former replicas that are being replaced
   * @param timing from when it was detected
   */
  ResourceUpdateReport(
      String app,
      long revision,
      List<String> files,
      String reason,
      Set<Replica> former,
      Timing timing) {
    this.app = app;
    this.revision = revision;
    this.files = List.copyOf(files);
    this.reason = reason;
    this.former = Set.copyOf(former);
    this.timing = timing;
  }

  /** Of a change that concerns no pod. */
  Update withoutPods() {
    return update("none", reason, List.of());
  }

  /**
   * The report, if all live replicas serve and none of the former ones is among them.
   *
   * @param latest what each replica reported last
   */
  @Nullable Update completed(Collection<Replica> live, Map<Replica, Served> latest) {
    if (live.isEmpty()
        || !latest.keySet().containsAll(live)
        || live.stream().anyMatch(former::contains)) {
      return null;
    }
    return update(
        STRATEGY,
        reason,
        live.stream()
            .map(latest::get)
            .map(
                served ->
                    new Update.ReplicaUpdate(
                        served.replica().name(),
                        STRATEGY,
                        reason,
                        served.digest().hex(),
                        millisSince(applied)))
            .toList());
  }

  private Update update(String strategy, String why, List<Update.ReplicaUpdate> replicas) {
    SortedMap<String, Long> millis = new TreeMap<>();
    millis.put("detect", timing.detectMillis());
    millis.put("compile", 0L);
    millis.put("diff", 0L);
    millis.put("transfer", 0L);
    millis.put("apply", (applied - timing.detected()) / 1_000_000);
    millis.put("serve", replicas.isEmpty() ? 0 : millisSince(applied));
    millis.put("total", millisSince(timing.detected()));
    return new Update(app, revision, files, strategy, why, millis, replicas);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
