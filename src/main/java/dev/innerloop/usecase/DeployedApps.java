package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.Workload;
import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.usecase.target.ClusterSelector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Those of a selection of apps that are deployed on the cluster. */
final class DeployedApps {

  private final AppSelection selection;
  private final Consumer<Event> events;

  DeployedApps(AppSelection selection, Consumer<Event> events) {
    this.selection = selection;
    this.events = events;
  }

  AppSelection selection() {
    return selection;
  }

  interface Work {

    void in(Cluster cluster, String namespace) throws InterruptedException, IOException;
  }

  interface PresentWork {

    void on(List<Workload> present) throws InterruptedException, IOException;
  }

  /** Apps that are not deployed are left out; at least one has to be. */
  void onPresent(PresentWork work) {
    inNamespace(
        (cluster, namespace) -> {
          List<Workload> present = new ArrayList<>();
          for (String app : selection.apps()) {
            Workload workload = cluster.workload(namespace, app);
            if (workload.status().isPresent()) {
              present.add(workload);
            }
          }
          if (present.isEmpty()) {
            throw new Problem(
                String.join(", ", selection.apps()) + " is not in namespace " + namespace + ".",
                "Run it: " + selection.commands().of("run"));
          }
          work.on(present);
        });
  }

  void inNamespace(Work work) {
    try (Cluster cluster =
        ClusterSelector.ofThisProcess(events).requireCluster(selection.target())) {
      work.in(cluster, cluster.namespaceName(selection.target().namespace()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new Problem("The log could not be closed: " + e.getMessage(), "Try again.", e);
    }
  }
}
