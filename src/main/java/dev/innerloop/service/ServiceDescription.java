package dev.innerloop.service;

import dev.innerloop.manifest.tree.Findings;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
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
 * fields have the values of the known type.
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
      Set.of("type", "size", "memory", "host", "port", "secret", "database", "username");

  private final String name;
  private final Mapping fields;
  private final String file;
  private final Findings findings;
  private final ComposeFields compose;

  /**
   * @param file path in messages
   * @param folder base directory of relative paths
   */
  ServiceDescription(String name, Mapping fields, String file, Path folder, Findings findings) {
    this.name = name;
    this.fields = fields;
    this.file = file;
    this.findings = findings;
    this.compose = new ComposeFields(fields, folder, findings);
  }

  /** Empty if it is invalid; the findings have the errors. */
  Optional<BackingService> service() {
    fields
        .fields()
        .forEach(
            (field, value) -> {
              if (!COMPOSE.contains(field) && !OWN.contains(field)) {
                Set<String> all = new TreeSet<>(COMPOSE);
                all.addAll(OWN);
                findings.add(
                    value.at(),
                    field + " is not a field of a service",
                    "Valid fields: " + String.join(", ", all) + ".");
              }
            });
    if (!name.matches("[a-z]([-a-z0-9]*[a-z0-9])?") || name.length() > 30) {
      findings.add(
          fields.at(),
          "\"" + name + "\" is not a valid name of a service",
          "Use at most 30 lower-case letters, digits and hyphens, starting with a letter.");
      return Optional.empty();
    }
    Optional<String> image = text("image");
    Optional<ServiceType> type = type(image);
    return text("host").isPresent() ? existing(type) : made(type, image);
  }

  private Optional<ServiceType> type(Optional<String> image) {
    Optional<String> said = text("type");
    if (said.isPresent() && ServiceType.of(said.get()).isEmpty()) {
      findings.add(
          fields.at("type"),
          "\"" + said.get() + "\" is not a known type of service",
          "Remove it to configure the service in the app with plain variables.");
    }
    return said.flatMap(ServiceType::of)
        .or(() -> image.flatMap(ServiceType::ofImage))
        .or(() -> image.isEmpty() ? ServiceType.of(name) : Optional.empty());
  }

  private Optional<BackingService> existing(Optional<ServiceType> type) {
    int port =
        number("port").orElseGet(() -> type.map(it -> BackingService.of(it, "").port()).orElse(0));
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
            new Supply.Existing(text("host").orElseThrow(), port, text("secret"))));
  }

  private Optional<BackingService> made(Optional<ServiceType> type, Optional<String> image) {
    List<Integer> ports = compose.ports();
    if (type.isEmpty() && image.isEmpty()) {
      findings.add(
          fields.at(),
          "there is no image for the service " + name,
          "Add image: REFERENCE, or a known type: TYPE.");
      return Optional.empty();
    }
    Optional<Container> known =
        type.map(it -> BackingService.of(it, "").made().orElseThrow().container());
    Map<String, String> given = new TreeMap<>(given());
    Map<String, String> environment = environment(known, given);
    ComposeFields.Mounts mounts = compose.mounts();
    Map<String, String> files = new LinkedHashMap<>(known.map(Container::files).orElse(Map.of()));
    files.putAll(mounts.files());
    Container container =
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
            text("memory").orElse(known.map(Container::memory).orElse("256Mi")));
    return Optional.of(
        new BackingService(
            name,
            type,
            file,
            given,
            new Supply.Made(container, text("size").orElse(BackingService.SIZE))));
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
              if (entry.isPresent()) {
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
    return compose
        .readiness()
        .or(() -> known.map(Container::readiness))
        .orElseGet(Readiness.Connects::new);
  }

  private Map<String, String> given() {
    Map<String, String> given = new TreeMap<>();
    text("database").ifPresent(it -> given.put(Connection.DATABASE, it));
    text("username").ifPresent(it -> given.put(Connection.USERNAME, it));
    return given;
  }

  private Optional<String> text(String field) {
    Node node = fields.get(field);
    if (node == null || (node instanceof Scalar scalar && scalar.isNull())) {
      return Optional.empty();
    }
    if (node instanceof Scalar scalar) {
      return Optional.of(String.valueOf(scalar.value()));
    }
    findings.add(
        node.at(), field + " must be a single value, but this is " + node.word(), "Write one.");
    return Optional.empty();
  }

  private Optional<Integer> number(String field) {
    return text(field)
        .flatMap(
            text -> {
              if (text.matches("\\d{1,5}")) {
                return Optional.of(Integer.valueOf(text));
              }
              findings.add(fields.at(field), field + " must be a number", "Write one.");
              return Optional.empty();
            });
  }
}
