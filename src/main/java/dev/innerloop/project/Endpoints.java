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
    SourcedValue<Integer> port,
    SourcedValue<String> basePath,
    Optional<SourcedValue<Integer>> management,
    Optional<SourcedValue<Integer>> grpc,
    Optional<Health> health,
    Optional<SourcedValue<Duration>> shutdown) {

  /** The origin of a port that the user has set. */
  public static final String PARAMETER = "dev.port";

  private static final String DEFAULT = "the default of this plugin";
  private static final String READINESS = "/readiness";

  /**
   * Health paths, which answer with a status below 400 if healthy.
   *
   * @param onManagementPort whether they are on the management port
   * @param liveness must not depend on other services; empty if there is none
   */
  public record Health(
      boolean onManagementPort,
      SourcedValue<String> startup,
      SourcedValue<String> readiness,
      Optional<SourcedValue<String>> liveness) {}

  /** The endpoints of an app with only a port. */
  public static Endpoints at(SourcedValue<Integer> port) {
    return new Endpoints(
        port,
        new SourcedValue<>("/", DEFAULT),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The endpoints of an app of which nothing is known. */
  public static Endpoints assumed() {
    return at(new SourcedValue<>(8080, DEFAULT));
  }

  /** Whether the port is only what is usual: the app may listen on another one, or on none. */
  public boolean isPortAssumed() {
    return port.value() != 0 && port.from().equals(DEFAULT);
  }

  /** Whether the user has set the port. */
  public boolean isPortRequested() {
    return port.from().equals(PARAMETER);
  }

  /** The endpoints of an app with a readiness path on its own port. */
  static Endpoints of(int port, Optional<String> readinessPath) {
    Endpoints plain = at(new SourcedValue<>(port, DEFAULT));
    return new Endpoints(
        plain.port,
        plain.basePath,
        plain.management,
        plain.grpc,
        readinessPath.map(
            path -> {
              SourcedValue<String> readiness = new SourcedValue<>(path, DEFAULT);
              return new Health(
                  false,
                  readiness,
                  readiness,
                  Optional.of(path)
                      .filter(it -> it.endsWith(READINESS))
                      .map(it -> it.substring(0, it.length() - READINESS.length()) + "/liveness")
                      .map(it -> new SourcedValue<>(it, DEFAULT)));
            }),
        plain.shutdown);
  }

  /** The same, with the port set by the user. */
  public Endpoints withPort(SourcedValue<Integer> other) {
    return new Endpoints(other, basePath, management, grpc, health, shutdown);
  }
}
