package dev.innerloop.usecase;

import dev.innerloop.cluster.Workload;
import dev.innerloop.event.Event;
import dev.innerloop.session.Interruption;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** {@code dev:log}: the lines that all replicas of apps log. */
public final class FollowLog {

  private final DeployedApps apps;
  private final Consumer<Event> events;

  public FollowLog(AppSelection apps, Consumer<Event> events) {
    this.apps = new DeployedApps(apps, events);
    this.events = events;
  }

  /** Returns at Ctrl-C. */
  public void follow() {
    apps.onPresent(
        workloads -> {
          CountDownLatch stopped = new CountDownLatch(1);
          List<Closeable> logs = new ArrayList<>();
          try (Interruption interruption = Interruption.calls(stopped::countDown)) {
            for (Workload workload : workloads) {
              logs.add(
                  workload.followLog(
                      Optional.empty(),
                      (pod, line) -> events.accept(new Event.Output(workload.app(), pod, line))));
            }
            stopped.await();
          } finally {
            for (Closeable log : logs) {
              log.close();
            }
          }
        });
  }
}
