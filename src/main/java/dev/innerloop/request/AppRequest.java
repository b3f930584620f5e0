package dev.innerloop.request;

import dev.innerloop.manifest.fragment.ProjectManifests;
import dev.innerloop.manifest.settings.ConfigReference;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.ContainerSettings.EnvironmentSource;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;
import dev.innerloop.service.AppServices;
import dev.innerloop.service.ServiceSettings;
import dev.innerloop.service.ServiceSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An app with the user's settings for it.
 *
 * @param workload what its resources are to have
 * @param manifests the project's own resources
 * @param recreate whether resources that cannot be changed may be deleted and created again
 * @param service its backing services
 */
public record AppRequest(
    App app,
    ImageSettings image,
    SessionSettings session,
    WorkloadSettings workload,
    ProjectManifests manifests,
    boolean recreate,
    ServiceSettings service) {

  /** An app without backing services. */
  public AppRequest(
      App app,
      ImageSettings image,
      SessionSettings session,
      WorkloadSettings workload,
      ProjectManifests manifests,
      boolean recreate) {
    this(
        app,
        image,
        session,
        workload,
        manifests,
        recreate,
        ServiceSettings.none(manifests.basedir()));
  }

  /** The same settings of an app that is described differently. */
  public AppRequest withApp(App other) {
    return new AppRequest(other, image, session, workload, manifests, recreate, service);
  }

  /** The same app without backing services. */
  public AppRequest withoutServices() {
    return new AppRequest(app, image, session, workload, manifests, recreate);
  }

  /** The files and directories, in addition to its POM, that describe how it is deployed. */
  public List<Path> sources() {
    List<Path> sources = new ArrayList<>(manifests.paths());
    sources.addAll(workload.pod().config().sources());
    sources.addAll(workload.pod().secret().sources());
    return sources;
  }

  /**
   * Its backing services, as the project describes them now.
   *
   * @throws dev.innerloop.problem.Problem if that is not valid
   */
  public AppServices services() {
    return ServiceSources.of(app, service);
  }

  /**
   * The same, with the addresses of the other apps of its build: that of the app stock in the
   * variable {@code STOCK_URL}. What the user sets is kept.
   *
   * @param urls of the apps, by their names
   */
  public AppRequest withPeers(Map<String, String> urls) {
    return withPeers(urls, urls.keySet());
  }

  /**
   * The same, where those of other apps than the used ones are no part of its manifests: its JVM
   * gets them in dev mode only.
   */
  AppRequest withPeers(Map<String, String> urls, Set<String> used) {
    Map<String, String> peers = new TreeMap<>();
    Map<String, String> unused = new TreeMap<>();
    Map<String, String> own = workload.variables();
    urls.forEach(
        (name, url) -> {
          String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + "_URL";
          if (!name.equals(app.name()) && !own.containsKey(variable)) {
            (used.contains(name) ? peers : unused).put(variable, url);
          }
        });
    return new AppRequest(
        app, image, session, workload.withPeers(peers, unused), manifests, recreate, service);
  }

  /** The same, with other resources for containers for which the user sets none. */
  public AppRequest withDefaultResources(ContainerSettings.Resources defaults) {
    return new AppRequest(
        app, image, session, workload.withDefaultResources(defaults), manifests, recreate, service);
  }

  /** The variables with their connections; what the user sets is kept. */
  public List<AppServices.Variable> connections(AppServices services) {
    Set<String> own = new HashSet<>(workload.variables().keySet());
    workload.container().sources().forEach(source -> source.variable().ifPresent(own::add));
    return services.variables(app, own);
  }

  /** The settings of its resources, with the connections to its services. */
  public WorkloadSettings connected() {
    return workload.withSources(
        connections(services()).stream()
            .map(
                variable ->
                    new EnvironmentSource(
                        new ConfigReference(true, variable.service().resource(app.name())),
                        Optional.of(variable.entry()),
                        Optional.of(variable.name()),
                        false,
                        variable.service().title() + ", by " + variable.service().from()))
            .toList());
  }
}
