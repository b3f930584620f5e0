package dev.innerloop.service;

import dev.innerloop.project.App;
import dev.innerloop.project.Framework;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The environment variables that configure a service in an app: those of its framework, or else
 * plain ones such as {@code POSTGRESQL_HOST}.
 */
final class ServiceVariables {

  private final Framework framework;
  private final Predicate<String> hasLibrary;

  ServiceVariables(App app) {
    this.framework = app.framework();
    this.hasLibrary = new Libraries(app)::has;
  }

  /** Entries of the connection by variable name. */
  Map<String, String> of(BackingService service, Set<String> entries) {
    Map<String, String> variables = new LinkedHashMap<>();
    service
        .type()
        .ifPresent(
            type ->
                type.variables().getOrDefault(framework, List.of()).stream()
                    .filter(variable -> isNeeded(variable, type))
                    .forEach(variable -> variables.put(variable.name(), variable.entry())));
    variables.values().removeIf(entry -> !entries.contains(entry));
    return variables.isEmpty() ? plain(service, entries) : variables;
  }

  /** Variables for an app that reads them itself. */
  Map<String, String> plain(BackingService service, Set<String> entries) {
    String prefix = service.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + "_";
    Map<String, String> variables = new LinkedHashMap<>();
    for (String entry :
        new String[] {
          Connection.HOST,
          Connection.PORT,
          Connection.DATABASE,
          Connection.USERNAME,
          Connection.PASSWORD,
          "uri",
          "jdbc-url",
          "bootstrap-servers"
        }) {
      if (entries.contains(entry)) {
        variables.put(prefix + entry.toUpperCase(Locale.ROOT).replace('-', '_'), entry);
      }
    }
    return variables;
  }

  private boolean isNeeded(ServiceType.Variable variable, ServiceType type) {
    boolean reactive = type.libraries().stream().anyMatch(it -> isReactive(it) && has(it));
    return switch (variable.driver()) {
      case ANY -> true;
      case REACTIVE -> reactive;
      case BLOCKING ->
          !reactive || type.libraries().stream().anyMatch(it -> !isReactive(it) && has(it));
    };
  }

  private boolean has(String library) {
    return hasLibrary.test(library);
  }

  private static boolean isReactive(String library) {
    return library.contains("r2dbc") || library.startsWith("io.");
  }
}
