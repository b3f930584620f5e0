package dev.innerloop.image.transport;

import java.util.List;

/** The hosts of registries, as users name them. */
public final class Hosts {

  private static final List<String> DOCKER_HUB =
      List.of("registry-1.docker.io", "docker.io", "index.docker.io", "registry.hub.docker.com");

  private Hosts() {}

  /** The names that settings may give a registry, the most exact one first. */
  public static List<String> names(String registry) {
    if (DOCKER_HUB.contains(registry)) {
      return DOCKER_HUB;
    }
    String host = withoutPort(registry);
    return host.equals(registry) ? List.of(registry) : List.of(registry, host);
  }

  /** The name under which files of {@code docker login} have a registry. */
  public static String server(String registry) {
    return isDockerHub(registry) ? "https://index.docker.io/v1/" : registry;
  }

  public static boolean isDockerHub(String registry) {
    return DOCKER_HUB.contains(registry);
  }

  /** Whether a registry is on the machine that asks for it. */
  public static boolean isThisMachine(String registry) {
    String host = withoutPort(registry);
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
  }

  public static String withoutPort(String registry) {
    return registry.replaceFirst(":\\d+$", "");
  }
}
