package dev.innerloop.project;

import java.time.Duration;
import java.util.Optional;

/**
 * The endpoints of an app according to its own configuration.
 *
 * @param port HTTP port, 0 if it has none
 * @param basePath prefix of all paths, such as {@code /shop}, or {@code /}
 * @param management separate port for health and metrics
 * @param grpc separate port for gRPC
 * @param health its health paths; empty if only an open port shows its health
 * @param shutdown timeout of its graceful shutdown; empty if it has none
 */
public record Endpoints(
    Sourced<Integer> port,
    Sourced<String> basePath,
    Optional<Sourced<Integer>> management,
    Optional<Sourced<Integer>> grpc,
    Optional<Health> health,
    Optional<Sourced<Duration>> shutdown) {

  private static final String NOTHING_SAID = "nothing else is said";
  private static final String READINESS = "/readiness";

  /**
   * Health paths, which answer with a status below 400 if healthy.
   *
   * @param apart whether they are on the management port
   * @param liveness must not depend on other services; empty if there is none
   */
  public record Health(
      boolean apart,
      Sourced<String> startup,
      Sourced<String> readiness,
      Optional<Sourced<String>> liveness) {}

  /** The endpoints of an app with only a port. */
  public static Endpoints at(Sourced<Integer> port) {
    return new Endpoints(
        port,
        new Sourced<>("/", NOTHING_SAID),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The endpoints of an app with a readiness path on its own port. */
  static Endpoints of(int port, Optional<String> readinessPath) {
    Endpoints plain = at(new Sourced<>(port, NOTHING_SAID));
    return new Endpoints(
        plain.port,
        plain.basePath,
        plain.management,
        plain.grpc,
        readinessPath.map(
            path -> {
              Sourced<String> readiness = new Sourced<>(path, NOTHING_SAID);
              return new Health(
                  false,
                  readiness,
                  readiness,
                  Optional.of(path)
                      .filter(it -> it.endsWith(READINESS))
                      .map(it -> it.substring(0, it.length() - READINESS.length()) + "/liveness")
                      .map(it -> new Sourced<>(it, NOTHING_SAID)));
            }),
        plain.shutdown);
  }

  /** The same, with the port set by the user. */
  public Endpoints withPort(Sourced<Integer> other) {
    return new Endpoints(other, basePath, management, grpc, health, shutdown);
  }
}
