package dev.innerloop.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What runs a service. Texts may name entries of its connection: {@code ${password}}.
 *
 * @param command in place of the image's entry point; empty keeps it
 * @param arguments in place of the image's own; empty keeps them
 * @param files in the container by path, and their text
 * @param ports on which it listens; the first is the one that apps use
 * @param volumes the folders whose content outlives the pod
 * @param readiness what tells that it serves
 * @param user whose number it runs as where the cluster gives none; empty leaves it to the image
 * @param memory asked for, and at most
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

  /** How a service is asked whether it serves. */
  public sealed interface Readiness {

    /** It does if it takes connections on its first port. */
    record Connects() implements Readiness {}

    /** It does if this ends with 0 inside the container. */
    record Runs(List<String> command) implements Readiness {

      public Runs {
        command = List.copyOf(command);
      }
    }

    /** It does if this is answered with a status below 400. */
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
