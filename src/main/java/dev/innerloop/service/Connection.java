package dev.innerloop.service;

import dev.innerloop.io.PlaceholderSyntax;
import dev.innerloop.service.BackingService.Supply;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The connection data of a service as entries of a Secret: host, port, database, credentials, and
 * URLs composed of them. The names follow the Service Binding specification.
 */
public final class Connection {

  public static final String TYPE = "type";
  public static final String HOST = "host";
  public static final String PORT = "port";
  public static final String DATABASE = "database";
  public static final String USERNAME = "username";
  public static final String PASSWORD = "password";

  /** The entries that any service can have, and that files can refer to. */
  static final Set<String> COMMON = Set.of(TYPE, HOST, PORT, DATABASE, USERNAME, PASSWORD);

  /** Maximum length of user names in MySQL. */
  private static final int LONGEST = 32;

  private final String app;
  private final BackingService service;

  public Connection(String app, BackingService service) {
    this.app = app;
    this.service = service;
  }

  /** The names of all entries. */
  public Set<String> names() {
    Map<String, String> kept =
        service.supply() instanceof Supply.Existing existing && existing.secret().isPresent()
            ? Map.of(USERNAME, "", PASSWORD, "")
            : Map.of();
    return entries(service.resource(app), service.port(), kept, () -> "").keySet();
  }

  /**
   * All entries.
   *
   * @param host address for the client
   * @param kept existing credentials, which outlive changes of defaults, like the data
   * @param generated supplies a password if the service is created and has none yet
   */
  public Map<String, String> entries(
      String host, int port, Map<String, String> kept, Supplier<String> generated) {
    Map<String, String> entries = new LinkedHashMap<>();
    service.type().ifPresent(type -> entries.put(TYPE, type.name()));
    entries.put(HOST, host);
    if (port > 0) {
      entries.put(PORT, Integer.toString(port));
    }
    service.type().ifPresent(type -> entries.putAll(login(type.login(), kept, generated)));
    entries.putAll(service.given());
    new TreeMap<>(service.type().map(ServiceType::connection).orElse(Map.of()))
        .forEach(
            (name, template) -> {
              // A URL with credentials is omitted if there are no credentials.
              if (entries.keySet().containsAll(namedIn(template))) {
                entries.putIfAbsent(name, resolve(template, entries));
              }
            });
    files().values().forEach(file -> entries.put(file.entry(), resolve(file.text(), entries)));
    return entries;
  }

  private Map<String, String> login(
      ServiceType.Login known, Map<String, String> kept, Supplier<String> generated) {
    Map<String, String> login = new LinkedHashMap<>();
    String name = name();
    login.put(DATABASE, kept.getOrDefault(DATABASE, known.database().orElse(name)));
    if (!known.required()) {
      return login;
    }
    boolean ours = service.made().isPresent();
    if (ours || kept.containsKey(USERNAME)) {
      login.put(USERNAME, kept.getOrDefault(USERNAME, known.username().orElse(name)));
    }
    if (kept.containsKey(PASSWORD)) {
      login.put(PASSWORD, kept.get(PASSWORD));
    } else if (ours && !service.given().containsKey(PASSWORD)) {
      login.put(PASSWORD, generated.get());
    }
    return login;
  }

  /** A valid name for all databases. */
  private String name() {
    String plain = app.replaceAll("[^a-z0-9]+", "_");
    String name = plain.matches("[a-z].*") ? plain : "app_" + plain;
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }

  /**
   * A file of the container that is stored as an entry of the Secret, because it contains other
   * entries.
   */
  public record SecretFile(String entry, String text) {}

  /** The files by path. */
  public Map<String, SecretFile> files() {
    Map<String, SecretFile> files = new LinkedHashMap<>();
    service
        .made()
        .ifPresent(
            made ->
                made.container()
                    .files()
                    .forEach(
                        (path, text) ->
                            files.put(
                                path,
                                new SecretFile(
                                    "file" + path.replaceAll("[^A-Za-z0-9.-]+", "_"), text))));
    return files;
  }

  /** The entry that a text refers to, if the text is a single placeholder. */
  public static Optional<String> entryOf(String text) {
    return namedIn(text).stream().filter(name -> text.equals("${" + name + "}")).findFirst();
  }

  /** The entries that a text refers to. */
  private static Set<String> namedIn(String text) {
    Set<String> names = new HashSet<>();
    PlaceholderSyntax.ENTRY.replace(
        text,
        (name, index) -> {
          if (name.matches("[\\w.-]+")) {
            names.add(name);
          }
          return null;
        });
    return names;
  }

  /** Replaces placeholders by entries; unknown placeholders are kept. */
  public static String resolve(String text, Map<String, String> entries) {
    return PlaceholderSyntax.ENTRY.replace(text, (name, index) -> entries.get(name));
  }
}
