package dev.innerloop.usecase;

import dev.innerloop.cluster.Workload;
import dev.innerloop.event.Event;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.usecase.target.ReplicaReports;
import dev.innerloop.wire.Edits;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code dev:stop}: apps in release form again, without what was edited since. */
public final class StopDevMode {

  private final DeployedApps apps;
  private final Consumer<Event> events;

  public StopDevMode(AppSelection apps, Consumer<Event> events) {
    this.apps = new DeployedApps(apps, events);
    this.events = events;
  }

  public void stop() {
    apps.onPresent(
        workloads -> {
          for (Workload workload : workloads) {
            Optional<Edits> edits = ReplicaReports.of(workload).edits();
            Optional<Delivery> left = workload.stopDevMode();
            say(
                workload.app()
                    + ": "
                    + left.map(StopDevMode::stopped).orElse("is not in dev mode."));
            edits.ifPresent(this::list);
          }
        });
  }

  private void list(Edits edits) {
    edits
        .listed()
        .forEach((path, kind) -> say("  " + kind.name().toLowerCase(Locale.ROOT) + "  " + path));
    if (edits.total() > edits.listed().size()) {
      say("  and " + (edits.total() - edits.listed().size()) + " more");
    }
  }

  private static String stopped(Delivery delivery) {
    return switch (delivery) {
      case IMAGE -> "left dev mode; the last image runs, without what was edited since.";
      case DIRECT -> "left dev mode; no image holds the app, so it has no replicas now.";
    };
  }

  private void say(String line) {
    events.accept(new Event.Notice(line));
  }
}
