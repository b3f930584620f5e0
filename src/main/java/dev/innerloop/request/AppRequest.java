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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An app with what the user said of it.
 *
 * @param workload what its resources are to have
 * @param manifests the project's own resources
 * @param recreate whether resources that cannot be changed may be deleted and created again
 * @param service what it needs beside it
 */
public record AppRequest(
    App app,
    ImageSettings image,
    SessionSettings session,
    WorkloadSettings workload,
    ProjectManifests manifests,
    boolean recreate,
    ServiceSettings service) {

  /** An app that needs nothing beside it. */
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

  /** The same app, with nothing beside it. */
  public AppRequest withoutServices() {
    return new AppRequest(app, image, session, workload, manifests, recreate);
  }

  /** The files and folders that say how it is deployed, besides its POM; some may not exist. */
  public List<Path> sources() {
    List<Path> sources = new ArrayList<>(manifests.paths());
    sources.addAll(workload.pod().config().sources());
    sources.addAll(workload.pod().secret().sources());
    return sources;
  }

  /**
   * What it needs beside it, as the project says now.
   *
   * @throws dev.innerloop.problem.Problem if that is not valid
   */
  public AppServices services() {
    return ServiceSources.of(app, service);
  }

  /**
   * The same, where it is told of the other apps of its build: of one that is called stock, by the
   * variable {@code STOCK_URL}. What the user sets stays as it is.
   *
   * @param urls where they are, by their names
   */
  public AppRequest beside(Map<String, String> urls) {
    Map<String, String> neighbours = new TreeMap<>();
    Map<String, String> said = workload.variables();
    urls.forEach(
        (name, url) -> {
          String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + "_URL";
          if (!name.equals(app.name()) && !said.containsKey(variable)) {
            neighbours.put(variable, url);
          }
        });
    return new AppRequest(
        app, image, session, workload.besides(neighbours), manifests, recreate, service);
  }

  /** The same, in a namespace with the other apps of its build. */
  public AppRequest beside(List<App> apps) {
    Map<String, String> urls = new LinkedHashMap<>();
    apps.stream()
        .filter(other -> other.port() > 0)
        .forEach(other -> urls.put(other.name(), "http://" + other.name() + ":" + other.port()));
    return beside(urls);
  }

  /** The same, where a container of which nothing is said gets other resources than usual. */
  public AppRequest fitted(ContainerSettings.Resources otherwise) {
    return new AppRequest(
        app, image, session, workload.fitted(otherwise), manifests, recreate, service);
  }

  /** How it is told of them; what the user sets stays as it is. */
  public List<AppServices.Variable> connections(AppServices services) {
    Set<String> said = new HashSet<>(workload.variables().keySet());
    workload.container().sources().forEach(source -> source.variable().ifPresent(said::add));
    return services.variables(app, said);
  }

  /** What its resources are to have, with how it is told of services. */
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
