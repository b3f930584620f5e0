package dev.innerloop.plan;

import dev.innerloop.manifest.settings.WorkloadKind;
import dev.innerloop.project.App;
import dev.innerloop.request.AppRequest;
import dev.innerloop.service.Libraries;
import java.util.List;
import java.util.Optional;

/**
 * Apps that probably complete, although they are deployed as servers: without a web server, and
 * with a library whose apps do their work and exit. They may be workers nevertheless, so this is
 * only advice.
 */
public final class BatchApps {

  private static final List<String> LIBRARIES =
      List.of(
          "org.springframework.batch:spring-batch-core",
          "org.springframework.cloud:spring-cloud-task-core",
          "info.picocli:picocli-spring-boot-starter",
          "io.quarkus:quarkus-picocli",
          "io.micronaut.picocli:micronaut-picocli");

  private BatchApps() {}

  /** What the user may want instead of a Deployment; empty for other apps. */
  public static Optional<String> advice(AppRequest request) {
    App app = request.app();
    if (request.workload().kind() != WorkloadKind.DEPLOYMENT
        || app.port() != 0
        || app.endpoints().isPortRequested()) { // the user has said that it is a worker
      return Optional.empty();
    }
    Libraries libraries = new Libraries(app);
    return LIBRARIES.stream()
        .filter(libraries::has)
        .findFirst()
        .map(
            library ->
                app.name()
                    + " has no web server and uses "
                    + library.substring(library.indexOf(':') + 1)
                    + ". If it exits when its work is done, a Deployment starts it again and"
                    + " again; deploy it as a Job: -Ddev.kind=job. If it is a worker that keeps"
                    + " running: -Ddev.port=0");
  }
}
