package dev.innerloop.project.framework;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Endpoints.Health;
import dev.innerloop.project.SourcedValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Helidon MP with MicroProfile Health, and Helidon SE 4 with its observability. */
final class Helidon implements FrameworkReader {

  private static final String DEFAULT = "Helidon's default";

  /** Later files override earlier ones. */
  private static final List<String> FILES =
      List.of(
          "application.yaml", "application.properties", "META-INF/microprofile-config.properties");

  @Override
  public Endpoints read(
      AppFiles files,
      AppDependencies libraries,
      Map<String, String> environment,
      Optional<SourcedValue<Integer>> configured) {
    AppConfiguration settings = new AppConfiguration(environment);
    FILES.forEach(file -> files.read(file).forEach(settings::add));
    boolean microProfile = libraries.has("helidon-microprofile-server");
    SourcedValue<Integer> port =
        configured
            .or(() -> settings.port("server.port"))
            .orElseGet(() -> new SourcedValue<>(microProfile ? 7001 : 8080, DEFAULT));
    Endpoints plain = Endpoints.at(port);
    return new Endpoints(
        port,
        plain.basePath(),
        Optional.empty(),
        Optional.empty(),
        health(settings, libraries),
        settings.duration("server.shutdown-grace-period", "s"));
  }

  private static Optional<Health> health(AppConfiguration settings, AppDependencies libraries) {
    if (libraries.has("helidon-microprofile-health")) {
      return Optional.of(
          health(
              UrlPath.ROOT.then(
                  settings.text("health.endpoint").or(() -> settings.text("health.web-context")),
                  "health")));
    }
    if (libraries.has("helidon-webserver-observe-health")) {
      return Optional.of(
          health(
              UrlPath.ROOT
                  .then(settings.text("server.features.observe.endpoint"), "observe")
                  .then(
                      settings.text("server.features.observe.observers.health.endpoint"),
                      "health")));
    }
    return Optional.empty();
  }

  private static Health health(UrlPath health) {
    return new Health(
        false,
        health.then("started").sourced(DEFAULT),
        health.then("ready").sourced(DEFAULT),
        Optional.of(health.then("live").sourced(DEFAULT)));
  }
}
