package dev.innerloop.cluster;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.apply.Applier;
import dev.innerloop.cluster.apply.ApplyListener;
import dev.innerloop.cluster.applyset.ApplySet;
import dev.innerloop.cluster.applyset.Deletion;
import dev.innerloop.cluster.rollout.Rollout;
import dev.innerloop.cluster.rollout.RolloutListener;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.ServiceResources;
import dev.innerloop.problem.Problem;
import dev.innerloop.service.AppServices;
import dev.innerloop.service.BackingService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services of an app in a namespace of a cluster. */
public final class ServiceDeployment {

  private final NamespaceClient api;
  private final String app;
  private final boolean openShift;
  private final TenantLimits limits;

  public ServiceDeployment(
      NamespaceClient api, String app, boolean openShift, TenantLimits limits) {
    this.api = api;
    this.app = app;
    this.openShift = openShift;
    this.limits = limits;
  }

  /**
   * Starts them without waiting, and deletes those that are not configured any more; their volumes
   * and credentials are kept.
   *
   * @return the entries of each one's connection, by its name
   * @throws Problem if the cluster rejects one
   */
  public Map<String, Map<String, String>> apply(AppServices services, ApplyListener listener) {
    if (services.isEmpty() && !arePresent()) {
      return Map.of();
    }
    Map<String, Map<String, String>> connections = new LinkedHashMap<>();
    ConnectionSecrets secrets = new ConnectionSecrets(api, app);
    for (BackingService service : services.all()) {
      connections.put(service.name(), secrets.provide(service));
    }
    new Applier(api, ServiceResources.owner(app), limits, listener)
        .apply(resources(services), false);
    return connections;
  }

  private boolean arePresent() {
    return new ApplySet(api, ServiceResources.owner(app)).read().access()
        == ApplySet.Access.PRESENT;
  }

  /**
   * Waits until all of them accept connections.
   *
   * @throws Problem as soon as one of them certainly will not, or after the timeout
   */
  public void await(AppServices services, Duration atMost, RolloutListener listener)
      throws InterruptedException {
    new Rollout(api, listener).of(resources(services).all()).await(atMost);
  }

  /**
   * Deletes them except their volumes and credentials, and waits until they are gone.
   *
   * @throws Problem if an object may not be deleted, or is not gone in time
   */
  public Deletion.Deleted delete(Duration atMost) throws InterruptedException {
    return new Deletion(api, ServiceResources.owner(app)).delete(atMost);
  }

  private Resources resources(AppServices services) {
    return new ServiceResources(app, openShift).of(services);
  }

  /**
   * The existing PersistentVolumeClaims: the cluster creates them for a StatefulSet, and does not
   * delete them.
   */
  public List<String> volumes() {
    return api.errors()
        .during(
            "list the volumes of services of " + app,
            () -> {
              List<String> names = new ArrayList<>();
              api.client()
                  .persistentVolumeClaims()
                  .inNamespace(api.namespace())
                  .withLabel(Labels.INSTANCE, ServiceResources.owner(app))
                  .list()
                  .getItems()
                  .forEach(claim -> names.add(claim.getMetadata().getName()));
              return names;
            });
  }

  /** The existing Secrets with credentials. */
  public List<String> logins() {
    return api.errors()
        .during(
            "list the credentials of services of " + app,
            () -> {
              List<String> names = new ArrayList<>();
              api.client()
                  .secrets()
                  .inNamespace(api.namespace())
                  .withLabels(ServiceResources.labelsOfConnection(app))
                  .list()
                  .getItems()
                  .forEach(secret -> names.add(secret.getMetadata().getName()));
              return names;
            });
  }
}
