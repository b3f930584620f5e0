package dev.innerloop.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.event.Event.Update;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaObserver;
import dev.innerloop.replica.ReplicaStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports each update of an app as soon as all of its live replicas serve it. */
final class UpdateReports implements ReplicaObserver {

  private final String app;
  private final Consumer<Update> complete;

  @GuardedBy("this")
  private final Map<Replica, ReplicaStatus> statuses = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<Replica, ReplicaEvent.Served> latest = new HashMap<>();

  @GuardedBy("this")
  private @Nullable UpdateReport report;

  @GuardedBy("this")
  private @Nullable ResourceUpdateReport rollout;

  @GuardedBy("this")
  private boolean rolledOut;

  /**
   * @param complete receives each update that all live replicas serve
   */
  UpdateReports(String app, Consumer<Update> complete) {
    this.app = app;
    this.complete = complete;
  }

  /** A newer revision is desired: what came before it is not reported any more. */
  synchronized void begin(long revision, List<String> files, Timing timing) {
    report = new UpdateReport(app, revision, files, timing);
  }

  /** Whether replicas do not serve the last update yet. */
  synchronized boolean isOpen() {
    return report != null && !report.isComplete();
  }

  /** Changed resources were applied; an earlier rollout is not reported any more. */
  synchronized void rollingOut(ResourceUpdateReport report) {
    rollout = report;
    rolledOut = false;
  }

  /** They are rolled out. */
  synchronized void rolledOut() {
    rolledOut = true;
    check();
  }

  /** The user restarts the app. */
  synchronized void restart() {
    if (report != null) {
      report = report.restarted();
    }
  }

  /** The replicas that exist. */
  synchronized Set<Replica> replicas() {
    return Set.copyOf(statuses.keySet());
  }

  @Override
  public synchronized void observe(ReplicaEvent event) {
    Replica replica = event.replica();
    if (event instanceof ReplicaEvent.Served served) {
      latest.put(replica, served);
      if (report != null && served.revision() == report.revision()) {
        report.add(served);
      }
    } else if (event instanceof ReplicaEvent.StatusChanged changed) {
      statuses.put(replica, changed.status());
    } else if (event instanceof ReplicaEvent.Disappeared) {
      statuses.remove(replica);
      latest.remove(replica);
    } else {
      return;
    }
    check(); // those that are left may all serve
  }

  @GuardedBy("this")
  private void check() {
    List<Replica> live =
        statuses.entrySet().stream()
            .filter(replica -> replica.getValue().isAttached())
            .map(Map.Entry::getKey)
            .toList();
    Update served = report == null ? null : report.completed(live);
    if (served != null) {
      complete.accept(served);
    }
    Update rolled = rollout == null || !rolledOut ? null : rollout.completed(live, latest);
    if (rolled != null) {
      rollout = null;
      complete.accept(rolled);
    }
  }
}
