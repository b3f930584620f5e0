package dev.innerloop.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The container of a service. Texts may refer to entries of its connection: {@code ${password}}.
 *
 * @param command overrides the image's entrypoint; if empty, it is kept
 * @param arguments override the image's command; if empty, it is kept
 * @param files text files by path in the container
 * @param ports on which it listens; apps use the first
 * @param volumes directories whose content outlives the pod
 * @param readiness the readiness check
 * @param user user ID if the cluster assigns none; if empty, that of the image
 * @param memory request and limit
 */
public record Container(
    String image,
    List<String> command,
    List<String> arguments,
    Map<String, String> environment,
    Map<String, String> files,
    List<Integer> ports,
    List<String> volumes,
    Readiness readiness,
    OptionalLong user,
    String memory) {

  public Container {
    command = List.copyOf(command);
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    ports = List.copyOf(ports);
    volumes = List.copyOf(volumes);
  }

  /** The readiness check of a service. */
  public sealed interface Readiness {

    /** Ready if it accepts connections on its first port. */
    record Connects() implements Readiness {}

    /** Ready if this command exits with 0 inside the container. */
    record Runs(List<String> command) implements Readiness {

      public Runs {
        command = List.copyOf(command);
      }
    }

    /** Ready if a request to this path is answered with a status below 400. */
    record Answers(int port, String path) implements Readiness {}
  }

  /** Its first port, if it has one. */
  public Optional<Integer> port() {
    return ports.stream().findFirst();
  }

  Container withImage(String other) {
    return new Container(
        other, command, arguments, environment, files, ports, volumes, readiness, user, memory);
  }
}
