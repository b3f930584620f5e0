package dev.innerloop.image.transport;

import java.util.List;

/** Names of registry hosts. */
public final class Hosts {

  private static final List<String> DOCKER_HUB =
      List.of("registry-1.docker.io", "docker.io", "index.docker.io", "registry.hub.docker.com");

  private Hosts() {}

  /** The names of a registry in settings, the most specific one first. */
  public static List<String> names(String registry) {
    if (DOCKER_HUB.contains(registry)) {
      return DOCKER_HUB;
    }
    String host = withoutPort(registry);
    return host.equals(registry) ? List.of(registry) : List.of(registry, host);
  }

  /** The name of a registry in the files of {@code docker login}. */
  public static String server(String registry) {
    return isDockerHub(registry) ? "https://index.docker.io/v1/" : registry;
  }

  public static boolean isDockerHub(String registry) {
    return DOCKER_HUB.contains(registry);
  }

  /** Whether a registry runs on this machine. */
  public static boolean isLoopback(String registry) {
    String host = withoutPort(registry);
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
  }

  public static String withoutPort(String registry) {
    return registry.replaceFirst(":\\d+$", "");
  }
}
