package dev.innerloop.project;

import java.time.Duration;
import java.util.Optional;

/**
 * Where an app can be asked, as its own configuration says.
 *
 * @param port where it listens for HTTP, 0 if it does not listen
 * @param basePath what the paths of all its pages begin with, such as {@code /shop}; {@code /} if
 *     they begin with nothing in particular
 * @param management a port apart, for health and metrics
 * @param grpc a port apart, for gRPC
 * @param health what tells its health; empty if only an open port does
 * @param shutdown how long it may finish requests when it is told to end; empty if it does not
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
   * Paths that answer with a status below 400 if all is well.
   *
   * @param apart whether they are asked at the management port
   * @param liveness must not depend on other services; empty if there is no such path
   */
  public record Health(
      boolean apart,
      Sourced<String> startup,
      Sourced<String> readiness,
      Optional<Sourced<String>> liveness) {}

  /** Of an app of which no more is known than that it listens there. */
  public static Endpoints at(Sourced<Integer> port) {
    return new Endpoints(
        port,
        new Sourced<>("/", NOTHING_SAID),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Of an app that is asked on its own port whether it is ready. */
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

  /** The same, where the user says the port. */
  public Endpoints withPort(Sourced<Integer> other) {
    return new Endpoints(other, basePath, management, grpc, health, shutdown);
  }
}
