package dev.innerloop.service;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.project.Framework;
import dev.innerloop.service.ServiceType.Driver;
import dev.innerloop.service.ServiceType.Login;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The part of a description that is about the type of the service: how apps connect to it. */
final class TypeDescription {

  /** With one of them, a file changes its type, or describes a new one. */
  static final Set<String> FIELDS =
      Set.of("title", "images", "libraries", "credentials", "connection", "localPort", "variables");

  private final String name;
  private final ServiceFields fields;
  private final ComposeFields compose;

  TypeDescription(String name, ServiceFields fields, ComposeFields compose) {
    this.name = name;
    this.fields = fields;
    this.compose = compose;
  }

  /** A type that this plugin knows. */
  ServiceType known(Container container) {
    return type(
        Optional.empty(),
        container,
        new Login(isSecured(Optional.empty()), fields.text("username"), fields.text("database")));
  }

  /** A known type with the changes of this file. */
  ServiceType changed(ServiceType known) {
    return FIELDS.stream().anyMatch(compose::has)
        ? type(
            Optional.of(known),
            known.container(),
            new Login(
                isSecured(Optional.of(known)), known.login().username(), known.login().database()))
        : known;
  }

  /** The type of a service of an unknown type, if this file describes how apps connect to it. */
  Optional<ServiceType> own(Container container) {
    return compose.has("connection") || compose.has("variables")
        ? Optional.of(
            type(
                Optional.empty(),
                container,
                new Login(isSecured(Optional.empty()), Optional.empty(), Optional.empty())))
        : Optional.empty();
  }

  private ServiceType type(Optional<ServiceType> base, Container container, Login login) {
    return new ServiceType(
        base.map(ServiceType::name).orElse(name),
        fields.text("title").or(() -> base.map(ServiceType::title)).orElse(name),
        words("images", base.map(ServiceType::images)),
        words("libraries", base.map(ServiceType::libraries)),
        container,
        login,
        compose.has("connection")
            ? fields.texts("connection")
            : base.map(ServiceType::connection).orElse(Map.of()),
        fields
            .number("localPort")
            .map(OptionalInt::of)
            .orElse(base.map(ServiceType::localPort).orElse(OptionalInt.empty())),
        compose.has("variables") ? variables() : base.map(ServiceType::variables).orElse(Map.of()));
  }

  private boolean isSecured(Optional<ServiceType> base) {
    return fields.fields().get("credentials") instanceof Scalar scalar
            && scalar.value() instanceof Boolean credentials
        ? credentials
        : base.map(it -> it.login().required()).orElse(true);
  }

  private List<String> words(String field, Optional<List<String>> otherwise) {
    return compose.has(field) ? compose.words(field) : otherwise.orElse(List.of());
  }

  /** Variables by framework: of all apps, or of those with certain client libraries. */
  private Map<Framework, List<ServiceType.Variable>> variables() {
    Map<Framework, List<ServiceType.Variable>> variables = new EnumMap<>(Framework.class);
    fields
        .mapping("variables")
        .forEach(
            (word, node) -> {
              Optional<Framework> framework =
                  Stream.of(Framework.values())
                      .filter(it -> it != Framework.NONE && word(it).equals(word))
                      .findFirst();
              if (framework.isEmpty() || !(node instanceof Mapping map)) {
                fields
                    .findings()
                    .add(
                        node.at(),
                        "variables must be a map by framework, but this is " + word,
                        "Valid frameworks: spring-boot, quarkus, micronaut, helidon.");
                return;
              }
              List<ServiceType.Variable> all = new ArrayList<>();
              add(map, Driver.ANY, all);
              variables.put(framework.get(), List.copyOf(all));
            });
    return variables;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void add(Mapping from, Driver driver, List<ServiceType.Variable> variables) {
    from.fields()
        .forEach(
            (variable, value) -> {
              if (value instanceof Scalar scalar && !scalar.isNull()) {
                variables.add(
                    new ServiceType.Variable(variable, String.valueOf(scalar.value()), driver));
              } else if (value instanceof Mapping map && variable.equals(word(Driver.BLOCKING))) {
                add(map, Driver.BLOCKING, variables);
              } else if (value instanceof Mapping map && variable.equals(word(Driver.REACTIVE))) {
                add(map, Driver.REACTIVE, variables);
              } else {
                fields
                    .findings()
                    .add(
                        value.at(),
                        variable + " must be an entry of the connection",
                        "Write one such as host, port, username, password or uri.");
              }
            });
  }
}
