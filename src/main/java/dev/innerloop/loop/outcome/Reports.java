package dev.innerloop.loop.outcome;

import dev.innerloop.loop.event.Event.Update;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent.Served;
import dev.innerloop.replica.ReplicaStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reports each update of an app as soon as all of its live replicas serve it. */
public final class Reports {

  private final String app;
  private final Supplier<List<ReplicaStatus>> replicas;
  private final Consumer<Update> complete;
  private final Map<Replica, Served> latest = new HashMap<>();
  private @Nullable UpdateReport report;
  private @Nullable RolloutReport rollout;
  private boolean rolledOut;

  /**
   * @param replicas how they are doing
   * @param complete told of each update that is served everywhere
   */
  public Reports(String app, Supplier<List<ReplicaStatus>> replicas, Consumer<Update> complete) {
    this.app = app;
    this.replicas = replicas;
    this.complete = complete;
  }

  /** Something newer is wanted: what was before it is not reported any more. */
  public synchronized void begin(long update, List<String> files, Timing timing) {
    report = new UpdateReport(app, update, files, timing);
  }

  /** A change of the resources was applied; a former one is not reported any more. */
  public synchronized void rollingOut(RolloutReport report) {
    rollout = report;
    rolledOut = false;
  }

  /** It is rolled out. */
  public synchronized void rolledOut() {
    rolledOut = true;
    look();
  }

  /** The user has asked for a restart. */
  public synchronized void restart() {
    if (report != null) {
      report = report.anew();
    }
  }

  public synchronized void served(Served served) {
    latest.put(served.replica(), served);
    if (report != null && served.revision() == report.update()) {
      report.add(served);
    }
    look();
  }

  /** A replica is gone, or does not answer: those that are left may all serve. */
  public synchronized void lost() {
    look();
  }

  private void look() {
    List<Replica> live =
        replicas.get().stream()
            .filter(replica -> replica.isAttached())
            .map(ReplicaStatus::replica)
            .toList();
    Update served = report == null ? null : report.completed(live);
    if (served != null) {
      complete.accept(served);
    }
    Update rolled = rollout == null || !rolledOut ? null : rollout.completed(live, latest);
    if (rolled != null) {
      rollout = null;
      latest.keySet().retainAll(live);
      complete.accept(rolled);
    }
  }
}
