package dev.innerloop.project.framework;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Endpoints.Health;
import dev.innerloop.project.SourcedValue;
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
      AppDependencies libraries,
      Map<String, String> environment,
      Optional<SourcedValue<Integer>> configured) {
    AppConfiguration settings = settings(files, environment);
    SourcedValue<Integer> port =
        configured
            .or(() -> settings.port("micronaut.server.port"))
            .orElseGet(
                () ->
                    libraries.has("micronaut-http-server")
                        ? new SourcedValue<>(8080, DEFAULT)
                        : new SourcedValue<>(0, "micronaut-http-server is no dependency"));
    UrlPath context = UrlPath.ROOT.then(settings.text("micronaut.server.context-path"), "");
    boolean managed = libraries.has("micronaut-management");
    Optional<SourcedValue<Integer>> management =
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
                .or(() -> Optional.of(new SourcedValue<>(50_051, DEFAULT)))
            : Optional.empty(),
        managed && isAnswered(settings)
            ? Optional.of(health(settings, context, management.isPresent()))
            : Optional.empty(),
        Optional.empty());
  }

  private static boolean isAnswered(AppConfiguration settings) {
    return !settings.isFalse("endpoints.health.enabled")
        && (!settings.isFalse("endpoints.all.enabled")
            || settings.isTrue("endpoints.health.enabled"))
        && !settings.isTrue("micronaut.server.ssl.enabled");
  }

  private static Health health(
      AppConfiguration settings, UrlPath context, boolean onManagementPort) {
    Optional<SourcedValue<String>> own = settings.text("endpoints.all.context-path");
    UrlPath health =
        (own.isPresent() ? UrlPath.ROOT.then(own, "") : context)
            .then(settings.text("endpoints.all.path"), "")
            .then("health");
    SourcedValue<String> readiness = health.then("readiness").sourced(MANAGEMENT);
    return new Health(
        onManagementPort,
        readiness,
        readiness,
        Optional.of(health.then("liveness").sourced(MANAGEMENT)));
  }

  private static AppConfiguration settings(AppFiles files, Map<String, String> environment) {
    List<ConfigDocument> base = documents(files, "application");
    AppConfiguration settings = new AppConfiguration(environment);
    base.forEach(settings::add);
    // The environment variable MICRONAUT_ENVIRONMENTS also sets this property.
    for (String name : settings.list("micronaut.environments")) {
      documents(files, "application-" + name).forEach(settings::add);
    }
    return settings;
  }

  /** Later documents override earlier ones. */
  private static List<ConfigDocument> documents(AppFiles files, String name) {
    List<ConfigDocument> documents = new ArrayList<>();
    for (String extension : List.of(".yaml", ".yml", ".properties")) {
      documents.addAll(files.read(name + extension));
    }
    return documents;
  }
}
