package dev.innerloop.service;

import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.service.BackingService.Supply;
import dev.innerloop.service.Container.Readiness;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A service that is described by a file, with the fields of Compose and additional ones. Missing
 * fields have the values of the known type. The known types are described in the same format.
 */
final class ServiceDescription {

  /** Fields of Compose. */
  static final Set<String> COMPOSE =
      Set.of(
          "image",
          "command",
          "entrypoint",
          "environment",
          "env_file",
          "ports",
          "expose",
          "volumes",
          "healthcheck",
          "user");

  private static final Set<String> OWN =
      Set.of(
          "type",
          "size",
          "memory",
          "files",
          "readiness",
          "host",
          "port",
          "secret",
          "database",
          "username");

  private final String name;
  private final Mapping fields;
  private final String file;
  private final Optional<ServiceCatalog> catalog;
  private final Findings findings;
  private final ServiceFields read;
  private final ComposeFields compose;
  private final TypeDescription type;

  /**
   * @param file path in messages
   * @param folder base directory of relative paths
   * @param catalog the known types; empty if this describes one of them
   */
  ServiceDescription(
      String name,
      Mapping fields,
      String file,
      Path folder,
      Optional<ServiceCatalog> catalog,
      Findings findings) {
    this.catalog = catalog;
    this.name = name;
    this.fields = fields;
    this.file = file;
    this.findings = findings;
    this.read = new ServiceFields(fields, findings);
    this.compose = new ComposeFields(fields, folder, findings);
    this.type = new TypeDescription(name, read, compose);
  }

  /** The type that is described; empty if it is invalid. The findings have the errors. */
  Optional<ServiceType> type() {
    requireKnownFields();
    return container(Optional.empty(), read.text("image"), new TreeMap<>()).map(type::known);
  }

  private void requireKnownFields() {
    Set<String> all = new TreeSet<>(COMPOSE);
    all.addAll(OWN);
    all.addAll(TypeDescription.FIELDS);
    fields
        .fields()
        .forEach(
            (field, value) -> {
              if (!all.contains(field)) {
                findings.add(
                    value.at(),
                    field + " is not a field of a service",
                    "Valid fields: " + String.join(", ", all) + ".");
              }
            });
  }

  /** The service that is described; empty if it is invalid. The findings have the errors. */
  Optional<BackingService> service() {
    requireKnownFields();
    if (!name.matches("[a-z]([-a-z0-9]*[a-z0-9])?") || name.length() > 30) {
      findings.add(
          fields.at(),
          "\"" + name + "\" is not a valid name of a service",
          "Use at most 30 lower-case letters, digits and hyphens, starting with a letter.");
      return Optional.empty();
    }
    Optional<String> image = read.text("image");
    Optional<ServiceType> known = known(image);
    if (read.text("host").isPresent()) {
      return existing(known.map(type::changed));
    }
    Map<String, String> given = new TreeMap<>(given());
    return container(known.map(ServiceType::container), image, given)
        .map(
            container ->
                new BackingService(
                    name,
                    known.map(type::changed).or(() -> type.own(container)),
                    file,
                    given,
                    new Supply.Made(container, read.text("size").orElse(BackingService.SIZE))));
  }

  private Optional<ServiceType> known(Optional<String> image) {
    Optional<String> said = read.text("type");
    if (said.isPresent() && find(said.get()).isEmpty()) {
      findings.add(
          fields.at("type"),
          "\"" + said.get() + "\" is not a known type of service",
          "Remove it to configure the service in the app with plain variables.");
    }
    return said.flatMap(this::find)
        .or(() -> image.flatMap(it -> catalog.flatMap(types -> types.ofImage(it))))
        .or(() -> image.isEmpty() ? find(name) : Optional.empty());
  }

  private Optional<ServiceType> find(String type) {
    return catalog.flatMap(types -> types.type(type));
  }

  private Optional<BackingService> existing(Optional<ServiceType> type) {
    int port = read.number("port").or(() -> type.flatMap(it -> it.container().port())).orElse(0);
    if (port == 0) {
      findings.add(fields.at("host"), "this host has no port", "Add port: NUMBER.");
      return Optional.empty();
    }
    return Optional.of(
        new BackingService(
            name,
            type,
            file,
            given(),
            new Supply.Existing(read.text("host").orElseThrow(), port, read.text("secret"))));
  }

  /**
   * @param given receives what belongs to the connection
   */
  private Optional<Container> container(
      Optional<Container> known, Optional<String> image, Map<String, String> given) {
    List<Integer> ports = compose.ports();
    if (known.isEmpty() && image.isEmpty()) {
      findings.add(
          fields.at(),
          "there is no image for the service " + name,
          "Add image: REFERENCE, or a known type: TYPE.");
      return Optional.empty();
    }
    Map<String, String> environment = environment(known, given);
    ComposeFields.Mounts mounts = compose.mounts();
    Map<String, String> files = new LinkedHashMap<>(known.map(Container::files).orElse(Map.of()));
    files.putAll(mounts.files());
    files.putAll(read.texts("files"));
    return Optional.of(
        new Container(
            image.or(() -> known.map(Container::image)).orElseThrow(),
            compose.words("entrypoint"),
            compose.has("command")
                ? compose.words("command")
                : known.map(Container::arguments).orElse(List.of()),
            environment,
            files,
            ports.isEmpty() ? known.map(Container::ports).orElse(List.of()) : ports,
            mounts.volumes().isEmpty()
                ? known.map(Container::volumes).orElse(List.of())
                : mounts.volumes(),
            readiness(known),
            compose
                .user()
                .map(OptionalLong::of)
                .orElse(known.map(Container::user).orElse(OptionalLong.empty())),
            read.text("memory").orElse(known.map(Container::memory).orElse("256Mi"))));
  }

  /**
   * Variables that belong to the credentials are moved to the Secret, from which the container
   * reads them.
   */
  private Map<String, String> environment(Optional<Container> known, Map<String, String> given) {
    Map<String, String> environment =
        new LinkedHashMap<>(known.map(Container::environment).orElse(Map.of()));
    compose
        .environment()
        .forEach(
            (variable, value) -> {
              Optional<String> entry =
                  Optional.ofNullable(environment.get(variable)).flatMap(Connection::entryOf);
              if (Connection.entryOf(value).filter(Connection.COMMON::contains).isPresent()) {
                environment.put(variable, value);
              } else if (entry.isPresent()) {
                if (!variable.contains("ROOT_PASSWORD") || !given.containsKey(entry.get())) {
                  given.put(entry.get(), value);
                }
              } else if (isSecret(variable) && !value.isEmpty()) {
                given.put(variable, value);
                environment.put(variable, "${" + variable + "}");
              } else {
                environment.put(variable, value);
              }
            });
    return environment;
  }

  private static boolean isSecret(String variable) {
    return variable
        .toUpperCase(Locale.ROOT)
        .matches(".*(PASS|SECRET|TOKEN|CREDENTIAL|(^|_)KEY($|_)|AUTH).*");
  }

  private Readiness readiness(Optional<Container> known) {
    return answers()
        .or(compose::readiness)
        .or(() -> known.map(Container::readiness))
        .orElseGet(Readiness.Connects::new);
  }

  private Optional<Readiness> answers() {
    Map<String, String> answers = read.texts("readiness");
    if (answers.isEmpty()) {
      return Optional.empty();
    }
    String port = answers.getOrDefault("port", "");
    String path = answers.getOrDefault("path", "");
    if (port.matches("\\d{1,5}") && path.startsWith("/")) {
      return Optional.of(new Readiness.Answers(Integer.parseInt(port), path));
    }
    findings.add(
        fields.at("readiness"),
        "readiness has no port or no path",
        "Write {port: NUMBER, path: /PATH}, or use healthcheck.");
    return Optional.empty();
  }

  private Map<String, String> given() {
    Map<String, String> given = new TreeMap<>();
    read.text("database").ifPresent(it -> given.put(Connection.DATABASE, it));
    read.text("username").ifPresent(it -> given.put(Connection.USERNAME, it));
    return given;
  }
}
