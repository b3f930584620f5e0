package dev.innerloop.service;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that an app needs beside it.
 *
 * @param name among the services of the app
 * @param type what it is, as far as that is known
 * @param from why the app has it, in the user's words
 * @param given entries of its connection that the project says, such as {@code database}
 */
public record BackingService(
    String name,
    Optional<ServiceType> type,
    String from,
    Map<String, String> given,
    Supply supply) {

  /** Of the volume of a service of which nobody said how much it needs. */
  public static final String SIZE = "1Gi";

  public BackingService {
    given = Collections.unmodifiableMap(new TreeMap<>(given));
  }

  /** One of a known type, as it is by default. */
  public static BackingService of(ServiceType type, String from) {
    return new BackingService(
        type.word(),
        Optional.of(type),
        from,
        Map.of(),
        new Supply.Made(Catalogue.of(type).container(), SIZE));
  }

  /** The same by another image. */
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

  /** Where it comes from. */
  public sealed interface Supply {

    /**
     * It is made in the app's namespace.
     *
     * @param size of the volume of its data
     */
    record Made(Container container, String size) implements Supply {}

    /**
     * It is there already.
     *
     * @param host as pods of the namespace reach it
     * @param secret of the namespace, with the entries {@code username} and {@code password}
     */
    record Existing(String host, int port, Optional<String> secret) implements Supply {}
  }

  /** What makes it; empty if nothing has to. */
  public Optional<Supply.Made> made() {
    return supply instanceof Supply.Made made ? Optional.of(made) : Optional.empty();
  }

  /** What it is called in messages. */
  public String title() {
    return type.map(ServiceType::title).orElse(name);
  }

  /** The name of its resources, the Secret with its connection included. */
  public String resource(String app) {
    return app + "-" + name;
  }

  /** The port that an app outside of the cluster uses, by way of a port of its machine. */
  public int portForThisMachine() {
    // Kafka tells its clients where to go: those that come in here, to this port of their machine.
    return made().isPresent() && type.equals(Optional.of(ServiceType.KAFKA))
        ? Catalogue.KAFKA_FOR_THIS_MACHINE
        : port();
  }

  /** Whether an entry of its connection is for nobody's eyes. */
  public boolean isSecret(String entry) {
    return entry.equals(Connection.PASSWORD)
        || (given.containsKey(entry)
            && !entry.equals(Connection.USERNAME)
            && !entry.equals(Connection.DATABASE));
  }

  /** The port that apps use; 0 if none is known. */
  public int port() {
    if (supply instanceof Supply.Existing existing) {
      return existing.port();
    }
    return made().flatMap(it -> it.container().port()).orElse(0);
  }
}
