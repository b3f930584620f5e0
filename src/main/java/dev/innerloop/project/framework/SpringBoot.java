package dev.innerloop.project.framework;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Endpoints.Health;
import dev.innerloop.project.SourcedValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Spring Boot with its actuator. */
final class SpringBoot implements FrameworkReader {

  private static final String ACTUATOR = "Spring Boot's default, with its actuator";

  /** A failure of a database must not restart the app, so there is no liveness probe then. */
  private static final String BEFORE_GROUPS =
      "the actuator's default before Spring Boot 2.3, which has no readiness group";

  private static final String ACTUATOR_LIBRARY = "spring-boot-actuator";
  private static final String DEFAULT = "Spring Boot's default";

  @Override
  public Endpoints read(
      AppFiles files,
      AppDependencies libraries,
      Map<String, String> environment,
      Optional<SourcedValue<Integer>> configured) {
    AppConfiguration settings = new SpringFiles(files, environment).settings();
    SourcedValue<Integer> port = configured.orElseGet(() -> port(settings, libraries));
    UrlPath base = basePath(settings, libraries);
    Optional<SourcedValue<Integer>> management =
        settings
            .port("management.server.port")
            .filter(it -> !it.value().equals(port.value()) && libraries.has(ACTUATOR_LIBRARY));
    return new Endpoints(
        port,
        base.sourced(DEFAULT),
        management,
        grpc(settings, libraries),
        isAnswered(settings, libraries)
            ? health(settings, libraries, base, management)
            : Optional.empty(),
        shutdown(settings));
  }

  private static SourcedValue<Integer> port(AppConfiguration settings, AppDependencies libraries) {
    Optional<SourcedValue<String>> type = settings.text("spring.main.web-application-type");
    if (type.filter(it -> it.value().equalsIgnoreCase("none")).isPresent()) {
      return type.orElseThrow().map(none -> 0);
    }
    return settings
        .port("server.port")
        .orElseGet(
            () ->
                libraries.has("spring-web")
                    ? new SourcedValue<>(8080, DEFAULT)
                    : new SourcedValue<>(0, "spring-web is no dependency"));
  }

  private static UrlPath basePath(AppConfiguration settings, AppDependencies libraries) {
    boolean reactive =
        settings
            .text("spring.main.web-application-type")
            .map(type -> type.value().equalsIgnoreCase("reactive"))
            .orElseGet(() -> libraries.has("spring-webflux") && !libraries.has("spring-webmvc"));
    return reactive
        ? UrlPath.ROOT.then(settings.text("spring.webflux.base-path"), "")
        : UrlPath.ROOT
            .then(settings.text("server.servlet.context-path"), "")
            .then(settings.text("spring.mvc.servlet.path"), "");
  }

  /** Whether the actuator serves the probe states without TLS. */
  private static boolean isAnswered(AppConfiguration settings, AppDependencies libraries) {
    if (!libraries.has(ACTUATOR_LIBRARY)
        || libraries.hasBefore(ACTUATOR_LIBRARY, 2, 0) // other paths, and an open port is enough
        || settings.text("management.server.port").filter(it -> it.value().equals("-1")).isPresent()
        || isSecured(settings, "server.ssl")
        || isSecured(settings, "management.server.ssl")
        || settings.isFalse("management.endpoint.health.probes.enabled")) {
      return false;
    }
    boolean disabled =
        settings.isFalse("management.endpoint.health.enabled")
            || isNone(settings, "management.endpoint.health.access")
            || (isNone(settings, "management.endpoints.access.default")
                && settings.text("management.endpoint.health.access").isEmpty())
            || (settings.isFalse("management.endpoints.enabled-by-default")
                && !settings.isTrue("management.endpoint.health.enabled"));
    List<String> included = settings.list("management.endpoints.web.exposure.include");
    List<String> excluded = settings.list("management.endpoints.web.exposure.exclude");
    return !disabled
        && (included.isEmpty() || included.contains("*") || included.contains("health"))
        && !excluded.contains("*")
        && !excluded.contains("health");
  }

  private static boolean isNone(AppConfiguration settings, String name) {
    return settings.text(name).filter(it -> it.value().equalsIgnoreCase("none")).isPresent();
  }

  /**
   * With TLS, only the open port is probed, because certificates for the pod's own address are
   * rare.
   */
  private static boolean isSecured(AppConfiguration settings, String prefix) {
    return !settings.isFalse(prefix + ".enabled")
        && (settings.text(prefix + ".bundle").isPresent()
            || settings.text(prefix + ".key-store").isPresent()
            || settings.text(prefix + ".certificate").isPresent());
  }

  private static Optional<Health> health(
      AppConfiguration settings,
      AppDependencies libraries,
      UrlPath base,
      Optional<SourcedValue<Integer>> management) {
    Optional<SourcedValue<String>> additional =
        settings
            .text("management.endpoint.health.probes.add-additional-paths")
            .filter(it -> it.value().equalsIgnoreCase("true"));
    if (additional.isPresent()) {
      // On the app's own port, the paths also show whether that port responds.
      String from = additional.get().from();
      return Optional.of(
          health(false, base.then("/readyz").sourced(from), base.then("/livez").sourced(from)));
    }
    UrlPath server =
        management.isPresent()
            ? UrlPath.ROOT.then(
                settings
                    .text("management.server.base-path")
                    .or(() -> settings.text("management.server.servlet.context-path")),
                "")
            : base;
    UrlPath health =
        server
            .then(settings.text("management.endpoints.web.base-path"), "actuator")
            .then(settings.text("management.endpoints.web.path-mapping.health"), "health");
    if (libraries.hasBefore(ACTUATOR_LIBRARY, 2, 3)) {
      SourcedValue<String> all = health.sourced(BEFORE_GROUPS);
      return Optional.of(new Health(management.isPresent(), all, all, Optional.empty()));
    }
    return Optional.of(
        health(
            management.isPresent(),
            health.then("readiness").sourced(ACTUATOR),
            health.then("liveness").sourced(ACTUATOR)));
  }

  private static Health health(
      boolean onManagementPort, SourcedValue<String> ready, SourcedValue<String> live) {
    return new Health(onManagementPort, ready, ready, Optional.of(live));
  }

  private static Optional<SourcedValue<Integer>> grpc(
      AppConfiguration settings, AppDependencies libraries) {
    if (!libraries.hasOneNamedLike("grpc-server")) {
      return Optional.empty();
    }
    return settings
        .port("spring.grpc.server.port")
        .or(() -> settings.port("grpc.server.port"))
        .or(() -> Optional.of(new SourcedValue<>(9090, "the default of gRPC with Spring Boot")));
  }

  private static Optional<SourcedValue<Duration>> shutdown(AppConfiguration settings) {
    Optional<SourcedValue<String>> mode = settings.text("server.shutdown");
    if (mode.filter(it -> it.value().equalsIgnoreCase("immediate")).isPresent()) {
      return Optional.empty();
    }
    return settings
        .duration("spring.lifecycle.timeout-per-shutdown-phase", "ms")
        .or(() -> mode.map(it -> it.map(graceful -> Duration.ofSeconds(30))));
  }
}
