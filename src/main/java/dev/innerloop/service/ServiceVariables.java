package dev.innerloop.service;

import dev.innerloop.project.App;
import dev.innerloop.project.Framework;
import java.util.LinkedHashMap;
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
            known -> {
              switch (framework) {
                case SPRING_BOOT -> spring(known, variables);
                case QUARKUS -> quarkus(known, variables);
                case MICRONAUT -> micronaut(known, variables);
                case HELIDON, NONE -> {
                  // These have no names that are valid for all apps.
                }
              }
            });
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

  private void spring(ServiceType type, Map<String, String> to) {
    switch (type) {
      case POSTGRESQL, MYSQL, MARIADB -> {
        if (isReactive(type)) {
          to.put("SPRING_R2DBC_URL", "r2dbc-url");
          login("SPRING_R2DBC", to);
        }
        if (!isReactive(type) || hasJdbc(type)) {
          to.put("SPRING_DATASOURCE_URL", "jdbc-url");
          login("SPRING_DATASOURCE", to);
        }
      }
      case MONGODB -> {
        to.put("SPRING_DATA_MONGODB_URI", "uri");
        to.put("SPRING_MONGODB_URI", "uri"); // since Spring Boot 4
      }
      case REDIS -> {
        to.put("SPRING_DATA_REDIS_HOST", Connection.HOST);
        to.put("SPRING_DATA_REDIS_PORT", Connection.PORT);
        to.put("SPRING_DATA_REDIS_PASSWORD", Connection.PASSWORD);
      }
      case KAFKA -> to.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "bootstrap-servers");
      case RABBITMQ -> {
        to.put("SPRING_RABBITMQ_HOST", Connection.HOST);
        to.put("SPRING_RABBITMQ_PORT", Connection.PORT);
        login("SPRING_RABBITMQ", to);
      }
      case ARTEMIS -> {
        to.put("SPRING_ARTEMIS_BROKER_URL", "uri");
        to.put("SPRING_ARTEMIS_USER", Connection.USERNAME);
        to.put("SPRING_ARTEMIS_PASSWORD", Connection.PASSWORD);
      }
      case ELASTICSEARCH -> {
        to.put("SPRING_ELASTICSEARCH_URIS", "uri");
        login("SPRING_ELASTICSEARCH", to);
      }
      case KEYCLOAK -> to.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", "issuer-uri");
    }
  }

  private void quarkus(ServiceType type, Map<String, String> to) {
    switch (type) {
      case POSTGRESQL, MYSQL, MARIADB -> {
        if (isReactive(type)) {
          to.put("QUARKUS_DATASOURCE_REACTIVE_URL", "reactive-url");
        }
        if (!isReactive(type) || hasJdbc(type)) {
          to.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc-url");
        }
        login("QUARKUS_DATASOURCE", to);
      }
      case MONGODB -> to.put("QUARKUS_MONGODB_CONNECTION_STRING", "uri");
      case REDIS -> to.put("QUARKUS_REDIS_HOSTS", "uri");
      case KAFKA -> to.put("KAFKA_BOOTSTRAP_SERVERS", "bootstrap-servers");
      case RABBITMQ -> {
        to.put("RABBITMQ_HOST", Connection.HOST);
        to.put("RABBITMQ_PORT", Connection.PORT);
        login("RABBITMQ", to);
      }
      case ARTEMIS -> {
        to.put("QUARKUS_ARTEMIS_URL", "uri");
        login("QUARKUS_ARTEMIS", to);
      }
      case ELASTICSEARCH -> {
        to.put("QUARKUS_ELASTICSEARCH_HOSTS", "hosts");
        login("QUARKUS_ELASTICSEARCH", to);
      }
      case KEYCLOAK -> to.put("QUARKUS_OIDC_AUTH_SERVER_URL", "issuer-uri");
    }
  }

  private void micronaut(ServiceType type, Map<String, String> to) {
    switch (type) {
      case POSTGRESQL, MYSQL, MARIADB -> {
        if (isReactive(type)) {
          to.put("R2DBC_DATASOURCES_DEFAULT_URL", "r2dbc-url");
          login("R2DBC_DATASOURCES_DEFAULT", to);
        }
        if (!isReactive(type) || hasJdbc(type)) {
          to.put("DATASOURCES_DEFAULT_URL", "jdbc-url");
          login("DATASOURCES_DEFAULT", to);
        }
      }
      case MONGODB -> to.put("MONGODB_URI", "uri");
      case REDIS -> to.put("REDIS_URI", "uri");
      case KAFKA -> to.put("KAFKA_BOOTSTRAP_SERVERS", "bootstrap-servers");
      case RABBITMQ -> to.put("RABBITMQ_URI", "uri");
      case ARTEMIS -> {
        to.put("JMS_ACTIVEMQ_ARTEMIS_CONNECTION_STRING", "uri");
        login("JMS_ACTIVEMQ_ARTEMIS", to);
      }
      case ELASTICSEARCH -> to.put("ELASTICSEARCH_HTTP_HOSTS", "uri");
      case KEYCLOAK ->
          to.put("MICRONAUT_SECURITY_OAUTH2_CLIENTS_DEFAULT_OPENID_ISSUER", "issuer-uri");
    }
  }

  private static void login(String prefix, Map<String, String> to) {
    to.put(prefix + "_USERNAME", Connection.USERNAME);
    to.put(prefix + "_PASSWORD", Connection.PASSWORD);
  }

  private boolean isReactive(ServiceType type) {
    return type.libraries().stream().filter(ServiceVariables::isReactive).anyMatch(hasLibrary);
  }

  private boolean hasJdbc(ServiceType type) {
    return type.libraries().stream().filter(it -> !isReactive(it)).anyMatch(hasLibrary);
  }

  private static boolean isReactive(String library) {
    return library.contains("r2dbc") || library.startsWith("io.");
  }
}
