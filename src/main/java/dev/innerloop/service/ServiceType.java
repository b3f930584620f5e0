package dev.innerloop.service;

import dev.innerloop.project.Framework;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A type of service: how it is recognized and run, and how apps connect to it.
 *
 * @param name value in {@code dev.services}
 * @param title display name
 * @param images names by which its images are recognized
 * @param libraries its client libraries: {@code groupId:artifactId}
 * @param container the container that runs it
 * @param login the credentials of apps
 * @param connection entries of the connection in addition to host, port and credentials, as
 *     templates
 * @param localPort port for an app outside of the cluster, if it is another one
 * @param variables that configure the connection, by framework
 */
public record ServiceType(
    String name,
    String title,
    List<String> images,
    List<String> libraries,
    Container container,
    Login login,
    Map<String, String> connection,
    OptionalInt localPort,
    Map<Framework, List<Variable>> variables) {

  public ServiceType {
    images = List.copyOf(images);
    libraries = List.copyOf(libraries);
    connection = Collections.unmodifiableMap(new LinkedHashMap<>(connection));
    variables = Map.copyOf(variables);
  }

  /**
   * The credentials of apps.
   *
   * @param required whether the service requires authentication
   * @param username user name; if empty, the app's name
   * @param database database; if empty, the app's name
   */
  public record Login(boolean required, Optional<String> username, Optional<String> database) {}

  /**
   * An environment variable with an entry of the connection.
   *
   * @param driver the apps that need it
   */
  public record Variable(String name, String entry, Driver driver) {}

  /** Which of a service's client libraries an app uses. */
  public enum Driver {
    ANY,
    BLOCKING,
    REACTIVE
  }

  /** Whether it is a database for JDBC: an app has at most one without being ambiguous. */
  public boolean isRelational() {
    return connection.containsKey("jdbc-url");
  }
}
