package dev.innerloop.project.framework;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Endpoints.Health;
import dev.innerloop.project.SourcedValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quarkus, whose packaged apps use the profile {@code prod}. For the nesting of its paths, see <a
 * href="https://quarkus.io/blog/path-resolution-in-quarkus">Path resolution in Quarkus</a>.
 */
final class Quarkus implements FrameworkReader {

  private static final String DEFAULT = "Quarkus' default";
  private static final String HEALTH = "Quarkus' default, with smallrye-health";
  private static final Pattern OF_PROFILE = Pattern.compile("\"?%\\{?([^}.\"]+)}?\"?\\.(.+)");

  @Override
  public Endpoints read(
      AppFiles files,
      AppDependencies libraries,
      Map<String, String> environment,
      Optional<SourcedValue<Integer>> configured) {
    AppConfiguration settings = settings(files, environment);
    SourcedValue<Integer> port =
        configured
            .or(() -> settings.port("quarkus.http.port"))
            .orElseGet(
                () ->
                    libraries.has("quarkus-vertx-http")
                        ? new SourcedValue<>(8080, DEFAULT)
                        : new SourcedValue<>(0, "quarkus-vertx-http is no dependency"));
    Optional<SourcedValue<Integer>> management =
        settings.isTrue("quarkus.management.enabled")
            ? settings
                .port("quarkus.management.port")
                .or(() -> Optional.of(new SourcedValue<>(9000, DEFAULT)))
            : Optional.empty();
    UrlPath root = UrlPath.ROOT.then(settings.text("quarkus.http.root-path"), "");
    return new Endpoints(
        port,
        root.sourced(DEFAULT),
        management,
        grpc(settings, libraries),
        libraries.has("quarkus-smallrye-health")
            ? Optional.of(health(settings, root, management.isPresent()))
            : Optional.empty(),
        settings.duration("quarkus.shutdown.timeout", "s"));
  }

  private static Health health(AppConfiguration settings, UrlPath root, boolean onManagementPort) {
    UrlPath operations =
        onManagementPort
            ? UrlPath.ROOT.then(settings.text("quarkus.management.root-path"), "q")
            : root.resolve(settings.text("quarkus.http.non-application-root-path"), "q");
    UrlPath health =
        operations.resolve(settings.text("quarkus.smallrye-health.root-path"), "health");
    return new Health(
        onManagementPort,
        health
            .resolve(settings.text("quarkus.smallrye-health.startup-path"), "started")
            .sourced(HEALTH),
        health
            .resolve(settings.text("quarkus.smallrye-health.readiness-path"), "ready")
            .sourced(HEALTH),
        Optional.of(
            health
                .resolve(settings.text("quarkus.smallrye-health.liveness-path"), "live")
                .sourced(HEALTH)));
  }

  private static Optional<SourcedValue<Integer>> grpc(
      AppConfiguration settings, AppDependencies libraries) {
    if (!libraries.has("quarkus-grpc")
        || settings.isFalse("quarkus.grpc.server.use-separate-server")) {
      return Optional.empty();
    }
    return settings
        .port("quarkus.grpc.server.port")
        .or(() -> Optional.of(new SourcedValue<>(9000, DEFAULT)));
  }

  private static AppConfiguration settings(AppFiles files, Map<String, String> environment) {
    List<ConfigDocument> base = documents(files, "application");
    AppConfiguration unconditional = new AppConfiguration(environment);
    base.forEach(unconditional::add);
    List<String> configured = unconditional.list("quarkus.profile");
    List<String> profiles = configured.isEmpty() ? List.of("prod") : configured;
    AppConfiguration settings = new AppConfiguration(environment);
    base.forEach(settings::add);
    addProfiles(base, profiles, settings);
    for (String profile : profiles) {
      List<ConfigDocument> own = documents(files, "application-" + profile);
      own.forEach(settings::add);
      addProfiles(own, profiles, settings);
    }
    return settings;
  }

  private static void addProfiles(
      List<ConfigDocument> from, List<String> profiles, AppConfiguration to) {
    for (ConfigDocument document : from) {
      for (ConfigProperty property : document.properties()) {
        Matcher name = OF_PROFILE.matcher(property.name());
        if (name.matches()
            && Arrays.stream(name.group(1).split(","))
                .map(String::trim)
                .anyMatch(profiles::contains)) {
          to.add(property.named(name.group(2)));
        }
      }
    }
  }

  /** Later documents override earlier ones. */
  private static List<ConfigDocument> documents(AppFiles files, String name) {
    List<ConfigDocument> documents = new ArrayList<>();
    for (String extension : List.of(".properties", ".yml", ".yaml")) {
      documents.addAll(files.read(name + extension));
    }
    return documents;
  }
}
