package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.access.Access;
import dev.innerloop.cluster.access.RequiredPermissions;
import dev.innerloop.event.Event;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.plan.ClusterNamespace;
import dev.innerloop.plan.NamespacePlan;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.target.ClusterSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** {@code dev:access}: the permissions that a run of the apps needs, and those that are missing. */
public final class ShowAccess {

  private final List<AppRequest> apps;
  private final TargetSettings settings;
  private final CommandForm commands;
  private final Path file;
  private final Consumer<Event> events;

  /**
   * @param apps that are to run
   * @param file for the Role
   */
  public ShowAccess(
      List<AppRequest> apps,
      TargetSettings settings,
      CommandForm commands,
      Path file,
      Consumer<Event> events) {
    this.apps = List.copyOf(apps);
    this.settings = settings;
    this.commands = commands;
    this.file = file;
    this.events = events;
  }

  public void show() {
    try (Cluster cluster = ClusterSelector.ofThisProcess(events).requireCluster(settings)) {
      String namespace = cluster.namespaceName(settings.namespace());
      Access access = cluster.access(namespace);
      RequiredPermissions rights =
          NamespacePlan.of(
                  new ClusterNamespace(cluster, namespace),
                  apps,
                  commands,
                  ConfiguredCredentials.NONE,
                  events)
              .permissions();
      List<String> missing = access.missing(rights);
      String role = access.role(rights);
      write(role);
      role.lines().forEach(this::say);
      say("The Role that dev mode needs is in " + file + ".");
      if (missing.isEmpty()) {
        say("You have all of these rights in namespace " + namespace + ".");
      } else {
        say("Of these rights you lack in namespace " + namespace + ":");
        missing.forEach(right -> say("  " + right));
        say("A cluster administrator can grant them: kubectl apply -f " + file);
      }
    }
  }

  private void write(String role) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, role);
    } catch (IOException e) {
      throw new Problem(
          "The Role cannot be written to " + file + ": " + e.getMessage(),
          "Make the directory writable, or free some disk space.",
          e);
    }
  }

  private void say(String line) {
    events.accept(new Event.Notice(line));
  }
}
