package dev.innerloop.loop;

import dev.innerloop.loop.Event.Update;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.Served;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reports each update of an app as soon as all of its live replicas serve it. */
final class Reports {

  private final String app;
  private final Supplier<List<ReplicaStatus>> replicas;
  private final Consumer<Update> complete;
  private @Nullable UpdateReport report;

  /**
   * @param replicas how they are doing
   * @param complete told of each update that is served everywhere
   */
  Reports(String app, Supplier<List<ReplicaStatus>> replicas, Consumer<Update> complete) {
    this.app = app;
    this.replicas = replicas;
    this.complete = complete;
  }

  /** Something newer is wanted: what was before it is not reported any more. */
  synchronized void begin(long update, List<String> files, Timing timing) {
    report = new UpdateReport(app, update, files, timing);
  }

  /** The user has asked for a restart. */
  synchronized void restart() {
    if (report != null) {
      report = report.anew();
    }
  }

  synchronized void served(Served served) {
    if (report != null && served.update() == report.update()) {
      report.add(served);
    }
    look();
  }

  /** A replica is gone, or does not answer: those that are left may all serve. */
  synchronized void lost() {
    look();
  }

  private void look() {
    if (report == null) {
      return;
    }
    List<Replica> live =
        replicas.get().stream()
            .filter(replica -> replica.phase().isAttached())
            .map(ReplicaStatus::replica)
            .toList();
    Update served = report.completed(live);
    if (served != null) {
      complete.accept(served);
    }
  }
}
