package dev.innerloop.service;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A backing service of an app.
 *
 * @param name unique among the services of the app
 * @param type its type, if known
 * @param from description of the setting or file that it comes from
 * @param given entries of its connection set by the project, such as {@code database}
 */
public record BackingService(
    String name,
    Optional<ServiceType> type,
    String from,
    Map<String, String> given,
    Supply supply) {

  /** Default size of the volume of a service. */
  public static final String SIZE = "1Gi";

  public BackingService {
    given = Collections.unmodifiableMap(new TreeMap<>(given));
  }

  /** A service of a known type with default settings. */
  public static BackingService of(ServiceType type, String from) {
    return new BackingService(
        type.name(), Optional.of(type), from, Map.of(), new Supply.Made(type.container(), SIZE));
  }

  /** The same with another image. */
  public BackingService withImage(String image) {
    return made()
        .map(
            made ->
                new BackingService(
                    name,
                    type,
                    from,
                    given,
                    new Supply.Made(made.container().withImage(image), made.size())))
        .orElse(this);
  }

  /** How the service is provided. */
  public sealed interface Supply {

    /**
     * It is created in the app's namespace.
     *
     * @param size of the volume of its data
     */
    record Made(Container container, String size) implements Supply {}

    /**
     * It already exists.
     *
     * @param host its address for pods of the namespace
     * @param secret name of a Secret in the namespace with the entries {@code username} and {@code
     *     password}
     */
    record Existing(String host, int port, Optional<String> secret) implements Supply {}
  }

  /** How it is created; empty if it already exists. */
  public Optional<Supply.Made> made() {
    return supply instanceof Supply.Made made ? Optional.of(made) : Optional.empty();
  }

  /** Its name in messages. */
  public String title() {
    return type.map(ServiceType::title).orElse(name);
  }

  /** The name of its resources, including the connection Secret. */
  public String resource(String app) {
    return app + "-" + name;
  }

  /** The local port for an app outside of the cluster. */
  public int portForThisMachine() {
    return made()
        .flatMap(it -> type)
        .map(ServiceType::localPort)
        .orElse(OptionalInt.empty())
        .orElse(port());
  }

  /** Whether it is of a type. */
  boolean isOf(ServiceType other) {
    return type.filter(it -> it.name().equals(other.name())).isPresent();
  }

  /** Whether an entry of its connection is secret. */
  public boolean isSecret(String entry) {
    return entry.equals(Connection.PASSWORD)
        || (given.containsKey(entry)
            && !entry.equals(Connection.USERNAME)
            && !entry.equals(Connection.DATABASE));
  }

  /** The port that apps use; 0 if unknown. */
  public int port() {
    if (supply instanceof Supply.Existing existing) {
      return existing.port();
    }
    return made().flatMap(it -> it.container().port()).orElse(0);
  }
}
