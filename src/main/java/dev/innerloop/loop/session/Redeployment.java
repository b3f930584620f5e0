package dev.innerloop.loop.session;

import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.hint.Hints;
import dev.innerloop.loop.outcome.Reports;
import dev.innerloop.loop.outcome.RolloutReport;
import dev.innerloop.loop.outcome.Timing;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.target.Deployed;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Puts an app to its target anew while its session runs, and reports what that changed. */
final class Redeployment {

  private final Deployed deployed;
  private final Supplier<List<ReplicaStatus>> replicas;
  private final LongSupplier updates;
  private final Reports reports;
  private final Hints hints;
  private final Consumer<Event> events;

  /**
   * @param replicas how they are doing
   * @param updates the number of the next update
   */
  Redeployment(
      Deployed deployed,
      Supplier<List<ReplicaStatus>> replicas,
      LongSupplier updates,
      Reports reports,
      Hints hints,
      Consumer<Event> events) {
    this.deployed = deployed;
    this.replicas = replicas;
    this.updates = updates;
    this.reports = reports;
    this.hints = hints;
    this.events = events;
  }

  /**
   * Makes it what the request says.
   *
   * @param startsAnew whether the app starts again for it without another pod: that is an update of
   *     its own, and reported as one
   * @param files that were saved
   * @param evenIfSame whether to tell of it if nothing has changed
   * @return whether all pods are replaced
   * @throws dev.innerloop.problem.Problem if that is not valid or refused
   */
  boolean redeploy(
      AppRequest request,
      List<String> files,
      Timing timing,
      boolean evenIfSame,
      BooleanSupplier startsAnew) {
    Set<Replica> former = new HashSet<>();
    replicas.get().forEach(status -> former.add(status.replica()));
    Optional<Deployed.Change> change = deployed.redeploy(request, hints);
    if (change.filter(Deployed.Change::rollsOut).isPresent() || !startsAnew.getAsBoolean()) {
      change
          .filter(it -> evenIfSame || !it.isNone())
          .ifPresent(it -> report(it, request.app().name(), files, former, timing));
    }
    return change.filter(Deployed.Change::replaces).isPresent();
  }

  private void report(
      Deployed.Change change, String app, List<String> files, Set<Replica> former, Timing timing) {
    RolloutReport report =
        new RolloutReport(
            app,
            updates.getAsLong(),
            files,
            change.reason(),
            change.replaces() ? former : Set.of(),
            timing);
    if (change.rollsOut()) {
      reports.rollingOut(report);
    } else {
      events.accept(report.withoutPods());
    }
  }
}
