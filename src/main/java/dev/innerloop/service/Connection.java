package dev.innerloop.service;

import dev.innerloop.service.BackingService.Supply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What has to be known to use a service, as entries of a Secret: host, port, database, login, and
 * addresses made of them. The names are those of the Service Binding specification, where it has
 * one.
 */
public final class Connection {

  public static final String TYPE = "type";
  public static final String HOST = "host";
  public static final String PORT = "port";
  public static final String DATABASE = "database";
  public static final String USERNAME = "username";
  public static final String PASSWORD = "password";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([\\w.-]+)}");

  /** MySQL takes no longer users. */
  private static final int LONGEST = 32;

  private final String app;
  private final BackingService service;
  private final Optional<Definition> definition;

  public Connection(String app, BackingService service) {
    this.app = app;
    this.service = service;
    this.definition = service.type().map(Catalogue::of);
  }

  /** The entries that there will be. */
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
   * @param host as whoever connects reaches it
   * @param kept what is known of the login: it outlives changes of defaults, as data does
   * @param generated asked for a password if the service is ours and has none yet
   */
  public Map<String, String> entries(
      String host, int port, Map<String, String> kept, Supplier<String> generated) {
    Map<String, String> entries = new LinkedHashMap<>();
    service.type().ifPresent(type -> entries.put(TYPE, type.word()));
    entries.put(HOST, host);
    if (port > 0) {
      entries.put(PORT, Integer.toString(port));
    }
    definition.ifPresent(known -> entries.putAll(login(known, kept, generated)));
    entries.putAll(service.given());
    new TreeMap<>(definition.map(Definition::entries).orElse(Map.of()))
        .forEach(
            (name, template) -> {
              // An address with a login is none where there is no login.
              if (entries.keySet().containsAll(namedIn(template))) {
                entries.putIfAbsent(name, resolve(template, entries));
              }
            });
    files().values().forEach(file -> entries.put(file.entry(), resolve(file.text(), entries)));
    return entries;
  }

  private Map<String, String> login(
      Definition known, Map<String, String> kept, Supplier<String> generated) {
    Map<String, String> login = new LinkedHashMap<>();
    String name = name();
    boolean realms = service.type().equals(Optional.of(ServiceType.KEYCLOAK));
    login.put(DATABASE, kept.getOrDefault(DATABASE, realms ? "master" : name));
    if (!known.secured()) {
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

  /** What every database takes as a name. */
  private String name() {
    String plain = app.replaceAll("[^a-z0-9]+", "_");
    String name = plain.matches("[a-z].*") ? plain : "app_" + plain;
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }

  /**
   * A file of the container that is an entry of the Secret, since it has some of the others in it.
   */
  public record HeldFile(String entry, String text) {}

  /** By their paths. */
  public Map<String, HeldFile> files() {
    Map<String, HeldFile> files = new LinkedHashMap<>();
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
                                new HeldFile(
                                    "file" + path.replaceAll("[^A-Za-z0-9.-]+", "_"), text))));
    return files;
  }

  /** The entry that a text stands for, if it is no more than that. */
  public static Optional<String> entryOf(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The entries that a text names. */
  private static Set<String> namedIn(String text) {
    return PLACEHOLDER
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  /** With entries in place of their names; what is no entry stays. */
  public static String resolve(String text, Map<String, String> entries) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(entries.getOrDefault(found.group(1), found.group())));
  }
}
