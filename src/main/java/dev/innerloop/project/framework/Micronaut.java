package dev.innerloop.project.framework;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Endpoints.Health;
import dev.innerloop.project.Sourced;
import dev.innerloop.project.framework.config.AppFiles;
import dev.innerloop.project.framework.config.Document;
import dev.innerloop.project.framework.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Micronaut with its management endpoints. */
final class Micronaut implements FrameworkReader {

  private static final String DEFAULT = "Micronaut's default";
  private static final String MANAGEMENT = "Micronaut's default, with micronaut-management";

  @Override
  public Endpoints read(
      AppFiles files,
      Libraries libraries,
      Map<String, String> environment,
      Optional<Sourced<Integer>> said) {
    Settings settings = settings(files, environment);
    Sourced<Integer> port =
        said.or(() -> settings.port("micronaut.server.port"))
            .orElseGet(
                () ->
                    libraries.has("micronaut-http-server")
                        ? new Sourced<>(8080, DEFAULT)
                        : new Sourced<>(0, "micronaut-http-server is no dependency"));
    UrlPath context = UrlPath.ROOT.then(settings.text("micronaut.server.context-path"), "");
    boolean managed = libraries.has("micronaut-management");
    Optional<Sourced<Integer>> management =
        settings
            .port("endpoints.all.port")
            .filter(it -> managed && !it.value().equals(port.value()));
    return new Endpoints(
        port,
        context.sourced(DEFAULT),
        management,
        libraries.has("micronaut-grpc-server-runtime")
            ? settings
                .port("grpc.server.port")
                .or(() -> Optional.of(new Sourced<>(50_051, DEFAULT)))
            : Optional.empty(),
        managed && isAnswered(settings)
            ? Optional.of(health(settings, context, management.isPresent()))
            : Optional.empty(),
        Optional.empty());
  }

  private static boolean isAnswered(Settings settings) {
    return !settings.isFalse("endpoints.health.enabled")
        && (!settings.isFalse("endpoints.all.enabled")
            || settings.isTrue("endpoints.health.enabled"))
        && !settings.isTrue("micronaut.server.ssl.enabled");
  }

  private static Health health(Settings settings, UrlPath context, boolean apart) {
    Optional<Sourced<String>> own = settings.text("endpoints.all.context-path");
    UrlPath health =
        (own.isPresent() ? UrlPath.ROOT.then(own, "") : context)
            .then(settings.text("endpoints.all.path"), "")
            .then("health");
    Sourced<String> readiness = health.then("readiness").sourced(MANAGEMENT);
    return new Health(
        apart, readiness, readiness, Optional.of(health.then("liveness").sourced(MANAGEMENT)));
  }

  private static Settings settings(AppFiles files, Map<String, String> environment) {
    List<Document> base = documents(files, "application");
    Settings settings = new Settings(environment);
    base.forEach(settings::add);
    // The environment variable MICRONAUT_ENVIRONMENTS also sets this property.
    for (String name : settings.list("micronaut.environments")) {
      documents(files, "application-" + name).forEach(settings::add);
    }
    return settings;
  }

  /** Later documents override earlier ones. */
  private static List<Document> documents(AppFiles files, String name) {
    List<Document> documents = new ArrayList<>();
    for (String extension : List.of(".yaml", ".yml", ".properties")) {
      documents.addAll(files.read(name + extension));
    }
    return documents;
  }
}
