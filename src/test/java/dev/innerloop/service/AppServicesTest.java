package dev.innerloop.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.project.App;
import dev.innerloop.project.Framework;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How apps are told of their services. */
class AppServicesTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          SPRING_BOOT, POSTGRESQL,    SPRING_DATASOURCE_URL, jdbc-url
          SPRING_BOOT, MYSQL,         SPRING_DATASOURCE_PASSWORD, password
          SPRING_BOOT, MARIADB,       SPRING_DATASOURCE_USERNAME, username
          SPRING_BOOT, MONGODB,       SPRING_DATA_MONGODB_URI, uri
          SPRING_BOOT, MONGODB,       SPRING_MONGODB_URI, uri
          SPRING_BOOT, REDIS,         SPRING_DATA_REDIS_HOST, host
          SPRING_BOOT, REDIS,         SPRING_DATA_REDIS_PASSWORD, password
          SPRING_BOOT, REDIS,         SPRING_REDIS_HOST, host
          SPRING_BOOT, REDIS,         SPRING_REDIS_PORT, port
          SPRING_BOOT, REDIS,         SPRING_REDIS_PASSWORD, password
          SPRING_BOOT, KAFKA,         SPRING_KAFKA_BOOTSTRAP_SERVERS, bootstrap-servers
          SPRING_BOOT, RABBITMQ,      SPRING_RABBITMQ_USERNAME, username
          SPRING_BOOT, ARTEMIS,       SPRING_ARTEMIS_BROKER_URL, uri
          SPRING_BOOT, ELASTICSEARCH, SPRING_ELASTICSEARCH_URIS, uri
          SPRING_BOOT, KEYCLOAK,      SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI, issuer-uri
          QUARKUS,     POSTGRESQL,    QUARKUS_DATASOURCE_JDBC_URL, jdbc-url
          QUARKUS,     REDIS,         QUARKUS_REDIS_HOSTS, uri
          QUARKUS,     KAFKA,         KAFKA_BOOTSTRAP_SERVERS, bootstrap-servers
          QUARKUS,     KEYCLOAK,      QUARKUS_OIDC_AUTH_SERVER_URL, issuer-uri
          MICRONAUT,   POSTGRESQL,    DATASOURCES_DEFAULT_URL, jdbc-url
          MICRONAUT,   MONGODB,       MONGODB_URI, uri
          MICRONAUT,   RABBITMQ,      RABBITMQ_URI, uri
          NONE,        POSTGRESQL,    POSTGRESQL_HOST, host
          HELIDON,     KAFKA,         KAFKA_BOOTSTRAP_SERVERS, bootstrap-servers
          """)
  void tellsEachFrameworkInItsOwnWords(
      Framework framework, String type, String variable, String entry) {
    assertThat(variables(NeedyApps.app(framework), KnownTypes.of(type)))
        .containsEntry(variable, entry);
  }

  @ParameterizedTest
  @MethodSource("dev.innerloop.service.KnownTypes#all")
  void namesOnlyEntriesThatTheConnectionHas(ServiceType type) {
    for (Framework framework : Framework.values()) {
      App app = NeedyApps.app(framework);
      assertThat(variables(app, type).values())
          .isNotEmpty()
          .isSubsetOf(new Connection("shop", BackingService.of(type, "")).names());
    }
  }

  @Test
  void tellsReactiveAppsWhereTheyRead() {
    App reactive = NeedyApps.app(Framework.SPRING_BOOT, "org.postgresql:r2dbc-postgresql");
    App both =
        NeedyApps.app(
            Framework.SPRING_BOOT, "org.postgresql:r2dbc-postgresql", "org.postgresql:postgresql");

    assertThat(variables(reactive, KnownTypes.POSTGRESQL))
        .containsEntry("SPRING_R2DBC_URL", "r2dbc-url")
        .doesNotContainKey("SPRING_DATASOURCE_URL");
    assertThat(variables(both, KnownTypes.POSTGRESQL))
        .containsKeys("SPRING_R2DBC_URL", "SPRING_DATASOURCE_URL");
  }

  @Test
  void givesTheOnePlaceOfTheFrameworkToTheFirstOfTwoDatabases() {
    assertThat(
            variables(
                NeedyApps.app(Framework.SPRING_BOOT), KnownTypes.MYSQL, KnownTypes.POSTGRESQL))
        .containsKeys("SPRING_DATASOURCE_URL", "POSTGRESQL_JDBC_URL")
        .doesNotContainKey("MYSQL_JDBC_URL");
  }

  @Test
  void leavesWhatTheUserSets() {
    assertThat(
            services(KnownTypes.POSTGRESQL)
                .variables(
                    NeedyApps.app(Framework.SPRING_BOOT), Set.of("SPRING_DATASOURCE_USERNAME")))
        .extracting(AppServices.Variable::name)
        .containsExactly("SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_PASSWORD");
  }

  private static Map<String, String> variables(App app, ServiceType... types) {
    Map<String, String> variables = new TreeMap<>();
    services(types)
        .variables(app, Set.of())
        .forEach(variable -> variables.put(variable.name(), variable.entry()));
    return variables;
  }

  private static AppServices services(ServiceType... types) {
    return new AppServices(
        Stream.of(types).map(type -> BackingService.of(type, "a test")).toList(), List.of());
  }
}
