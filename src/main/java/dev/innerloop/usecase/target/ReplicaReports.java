package dev.innerloop.usecase.target;

import dev.innerloop.cluster.Workload;
import dev.innerloop.event.Event;
import dev.innerloop.plan.DevManifests;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaProbe;
import dev.innerloop.replica.ReplicaReport;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.request.CommandForm;
import dev.innerloop.wire.Edits;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the replicas of an app in dev mode report, by name: which session has claimed them, and what
 * they do. A replica that does not answer is left out.
 *
 * @param key of the dev mode; empty if the app is not in dev mode
 */
public record ReplicaReports(Optional<SessionKey> key, Map<String, ReplicaReport> reports) {

  public ReplicaReports {
    reports = Collections.unmodifiableMap(new LinkedHashMap<>(reports));
  }

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  public static ReplicaReports of(Workload workload) {
    Map<String, ReplicaReport> reports = new LinkedHashMap<>();
    Optional<SessionKey> key = workload.sessionKey();
    if (key.isPresent()) {
      ReplicaProbe probe = new ReplicaProbe(key.get());
      for (Replica replica : workload.presentReplicas(DevManifests.SUPERVISOR_PORT)) {
        try {
          reports.put(replica.name(), probe.query(replica));
        } catch (IOException e) {
          // It has just ended, or is about to start: callers show the cluster's own status.
          continue;
        }
      }
    }
    return new ReplicaReports(key, reports);
  }

  /** No replica was probed. */
  static ReplicaReports unknown(Optional<SessionKey> key) {
    return new ReplicaReports(key, Map.of());
  }

  /**
   * Waits until no session has claimed the app, and reports the one that has.
   *
   * @param first the answers of now
   * @param probe asks the replicas again
   * @param takeover the command that takes over the app
   * @return the last answers
   * @throws Problem if a session keeps its claim for too long
   */
  static ReplicaReports awaitRelease(
      String app,
      ReplicaReports first,
      Supplier<ReplicaReports> probe,
      String takeover,
      Duration atMost,
      Consumer<Event> events)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Set<ReplicaReport.Holder> reported = new HashSet<>();
    ReplicaReports now = first;
    while (now.holder().isPresent()) {
      now.reports.forEach(
          (replica, report) ->
              report
                  .holder()
                  .filter(reported::add)
                  .ifPresent(
                      holder -> {
                        events.accept(
                            Event.ReplicaChanged.claimed(
                                app, replica, holder.name(), holder.since(), takeover));
                        events.accept(
                            new Event.Progress(
                                app,
                                "waiting for the end of that session, at most "
                                    + atMost.toSeconds()
                                    + " s; nothing was changed yet"));
                      }));
      if (System.nanoTime() - deadline >= 0) {
        throw new Problem(
            now.holder().get().name() + " still works on " + app + ". Nothing was changed.",
            "To take it over: " + takeover);
      }
      TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
      now = probe.get();
    }
    return now;
  }

  /** The session that has claimed the app. */
  public Optional<ReplicaReport.Holder> holder() {
    return reports.values().stream().flatMap(report -> report.holder().stream()).findFirst();
  }

  /**
   * What was edited since the image was built; empty if there is no image, or no replica answers.
   */
  public Optional<Edits> edits() {
    return reports.values().stream()
        .map(ReplicaReport::edits)
        .filter(Edits::isCompared)
        .findFirst();
  }

  /**
   * Makes sure that no session has claimed the app.
   *
   * @throws Problem if a session holds it
   */
  public void requireUnclaimed(String app, CommandForm commands) {
    holder()
        .ifPresent(
            holder -> {
              throw new Problem(
                  holder.name() + " works on " + app + " in dev mode since " + holder.since() + ".",
                  "End that session first: Ctrl-C there, then " + commands.of("stop"));
            });
  }
}
