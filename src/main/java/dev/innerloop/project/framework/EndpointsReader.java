package dev.innerloop.project.framework;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.SourcedValue;
import java.util.Map;
import java.util.Optional;

/** Reads the endpoints of an app from its own configuration. */
public final class EndpointsReader {

  private EndpointsReader() {}

  /**
   * @param environment variables of its container, which override its files
   * @param port set by the user, which overrides both
   * @throws dev.innerloop.problem.Problem if the configuration cannot be read or is invalid
   */
  public static Endpoints read(
      AppFiles files,
      AppDependencies libraries,
      Map<String, String> environment,
      Optional<SourcedValue<Integer>> port) {
    FrameworkReader reader =
        switch (libraries.framework()) {
          case SPRING_BOOT -> new SpringBoot();
          case QUARKUS -> new Quarkus();
          case MICRONAUT -> new Micronaut();
          case HELIDON -> new Helidon();
          case JOOBY, KTOR, NONE -> // HOCON is not read
              (none, nothing, variables, configured) ->
                  configured.map(Endpoints::at).orElseGet(Endpoints::assumed);
        };
    return reader.read(files, libraries, environment, port);
  }
}
