package dev.innerloop.usecase;

import dev.innerloop.cluster.ServiceDeployment;
import dev.innerloop.cluster.applyset.Deletion;
import dev.innerloop.cluster.namespace.NamespaceDeletion;
import dev.innerloop.event.Event;
import dev.innerloop.manifest.ServiceResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code dev:delete}: everything that was applied for apps. */
public final class DeleteApps {

  private final DeployedApps apps;
  private final Consumer<Event> events;
  private final Duration timeout;

  public DeleteApps(AppSelection apps, Consumer<Event> events) {
    this.apps = new DeployedApps(apps, events);
    this.events = events;
    this.timeout = apps.target().timeout();
  }

  /**
   * Deletes the apps. Those that do not exist are reported as deleted: the result is the same.
   *
   * @param withNamespace whether to delete the namespace, too, if this plugin created it
   */
  public void delete(boolean withNamespace) {
    apps.inNamespace(
        (cluster, namespace) -> {
          NamespaceDeletion removal =
              cluster.removal(namespace, apps.selection().target().namespace().tenancy());
          boolean all = withNamespace && removal.requireRemovable(withServices());
          for (String app : apps.selection().apps()) {
            Deletion.Deleted deleted = cluster.workload(namespace, app).delete(timeout);
            say(
                app
                    + (deleted.removed().isEmpty()
                        ? ": nothing to delete in namespace " + namespace + "."
                        : ": deleted from namespace "
                            + namespace
                            + ": "
                            + String.join(", ", deleted.removed())
                            + "."));
            if (!all) {
              reportKept(app, namespace, deleted);
              deleteServices(cluster.services(namespace, app), app, namespace);
            }
          }
          if (all) {
            say(
                removal.delete(timeout)
                    ? "Deleted namespace " + namespace + " with all that was in it."
                    : "Namespace " + namespace + " is being deleted with all that is in it.");
          }
        });
  }

  /** The owners of resources that belong to these apps: they, and their backing services. */
  private Set<String> withServices() {
    return apps.selection().apps().stream()
        .flatMap(app -> Stream.of(app, ServiceResources.owner(app)))
        .collect(Collectors.toSet());
  }

  /** Their data is kept, and so are the credentials for it. */
  private void deleteServices(ServiceDeployment services, String app, String namespace)
      throws InterruptedException {
    Deletion.Deleted deleted = services.delete(timeout);
    if (!deleted.removed().isEmpty()) {
      say(
          app
              + ": deleted its backing services, too: "
              + String.join(", ", deleted.removed())
              + ".");
    }
    List<String> kept = new ArrayList<>();
    services.volumes().forEach(volume -> kept.add("PersistentVolumeClaim " + volume));
    services.logins().forEach(login -> kept.add("Secret " + login));
    if (!kept.isEmpty()) {
      say(
          app
              + ": data and credentials of services are kept; to delete them: kubectl delete"
              + " --namespace="
              + namespace
              + kept.stream().map(it -> " " + it.replace(' ', '/')).collect(Collectors.joining()));
    }
  }

  private void reportKept(String app, String namespace, Deletion.Deleted deleted) {
    for (String kept : deleted.kept()) {
      say(
          app
              + ": "
              + kept
              + " is kept; to delete it: kubectl delete --namespace="
              + namespace
              + " "
              + kept.replace(' ', '/'));
    }
    for (String kind : deleted.unlisted()) {
      say(app + ": missing permission to list resources of kind " + kind + "; those are kept.");
    }
  }

  private void say(String line) {
    events.accept(new Event.Notice(line));
  }
}
