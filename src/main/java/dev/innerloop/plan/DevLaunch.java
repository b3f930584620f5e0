package dev.innerloop.plan;

import dev.innerloop.image.layout.AppImage;
import dev.innerloop.manifest.settings.ContainerSettings.Probes;
import dev.innerloop.project.App;
import dev.innerloop.project.Endpoints.Health;
import dev.innerloop.project.Framework;
import dev.innerloop.project.WorkingPath;
import dev.innerloop.request.AppRequest;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.OwnJvmOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an app is started in dev mode. */
public final class DevLaunch {

  /** Templates and static files are read at each use, as their editing needs it. */
  private static final List<String> SPRING_WITHOUT_CACHES =
      List.of(
          "-Dspring.thymeleaf.cache=false",
          "-Dspring.freemarker.cache=false",
          "-Dspring.mustache.servlet.cache=false",
          "-Dspring.groovy.template.cache=false",
          "-Dspring.template.provider.cache=false",
          "-Dspring.web.resources.cache.period=0",
          "-Dspring.web.resources.chain.cache=false",
          "-Dmanagement.endpoint.health.probes.enabled=true");

  /** Pages of a WAR: Tomcat keeps them for 5 s otherwise, and never compiles a JSP again. */
  private static final List<String> TOMCAT_WITHOUT_CACHES =
      List.of(
          "-Dserver.tomcat.resource.allow-caching=false",
          "-Dserver.servlet.jsp.init-parameters.development=true",
          "-Dserver.servlet.jsp.init-parameters.modificationTestInterval=0");

  /** No wait: the forward lets requests finish before the app is stopped. */
  private static final List<String> SPRING_ENDS_AT_ONCE =
      List.of("-Dserver.shutdown=immediate", "-Dspring.reactor.netty.shutdown-quiet-period=0s");

  /** Netty's event loops wait 2 s for more work otherwise. */
  private static final List<String> MICRONAUT_ENDS_AT_ONCE =
      List.of(
          "-Dmicronaut.netty.event-loops.default.shutdown-quiet-period=0s",
          "-Dmicronaut.server.netty.parent.shutdown-quiet-period=0s",
          "-Dmicronaut.server.netty.worker.shutdown-quiet-period=0s");

  private DevLaunch() {}

  /** On a cluster: at the port of the app's own configuration. */
  public static Launch of(AppRequest request) {
    return launch(request, request.app().port(), List.of(AppImage.HEAP));
  }

  /** On this machine, where the app's own port may be taken. */
  public static Launch at(AppRequest request, int port) {
    return launch(
        request,
        port,
        portProperty(request.app()).map(name -> "-D" + name + "=" + port).stream().toList());
  }

  /** Whether the framework of an app lets it be started at another port than its own. */
  public static boolean isPortTold(App app) {
    return portProperty(app).isPresent();
  }

  /** The system property with the port; all apps find it in PORT, too, if they read that. */
  private static Optional<String> portProperty(App app) {
    if (app.port() == 0) {
      return Optional.empty();
    }
    return switch (app.framework()) {
      case SPRING_BOOT, HELIDON, JOOBY -> Optional.of("server.port");
      case MICRONAUT -> Optional.of("micronaut.server.port");
      case QUARKUS -> Optional.of("quarkus.http.port");
      case KTOR -> Optional.of("ktor.deployment.port");
      case NONE -> Optional.empty();
    };
  }

  private static Launch launch(AppRequest request, int port, List<String> more) {
    App app = request.app();
    List<String> given = request.image().content().jvmOptions();
    List<String> options = new ArrayList<>(OwnJvmOptions.beside(properties(app), given));
    options.addAll(app.requiredJvmOptions());
    options.addAll(more);
    options.addAll(given); // of two that contradict each other the latter counts
    return Launch.of(
            app.mainClass(),
            app.classPath().stream().map(entry -> entry.workspacePath().toString()).toList())
        .withJvmOptions(options)
        .withArguments(app.arguments())
        .withPort(port)
        .withReadinessPath(readinessPath(app, request.workload().container().probes()).orElse(""))
        .withLayout(layout(app.framework()));
  }

  private static List<String> properties(App app) {
    List<String> properties = new ArrayList<>();
    if (app.framework() == Framework.SPRING_BOOT) {
      properties.addAll(SPRING_WITHOUT_CACHES);
      properties.addAll(SPRING_ENDS_AT_ONCE);
      if (app.workingPaths().stream()
          .anyMatch(path -> path.name().equals(WorkingPath.DOCUMENT_ROOT))) {
        properties.addAll(TOMCAT_WITHOUT_CACHES);
      }
    }
    if (app.framework() == Framework.MICRONAUT) {
      properties.addAll(MICRONAUT_ENDS_AT_ONCE);
    }
    return properties;
  }

  /** Layers where they are worth it: these take long to start, and can stop without their JVM. */
  private static ClassPathLayout layout(Framework framework) {
    return switch (framework) {
      case SPRING_BOOT, MICRONAUT -> ClassPathLayout.LAYERED;
      default -> ClassPathLayout.ONE;
    };
  }

  /** The path that kubelet asks, if it does so at the port that we wait for. */
  private static Optional<String> readinessPath(App app, Probes said) {
    boolean ownPort =
        said.port()
            .map(port -> port == app.port())
            .orElse(app.endpoints().health().filter(Health::onManagementPort).isEmpty());
    return ownPort ? said.readiness().or(app::readinessPath) : app.readinessPath();
  }
}
