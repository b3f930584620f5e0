package dev.innerloop.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Framework;
import dev.innerloop.service.BackingService.Supply;
import dev.innerloop.service.Container.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSourcesTest {

  private static final App ON_POSTGRESQL =
      NeedyApps.app(Framework.SPRING_BOOT, "org.postgresql:postgresql", "io.lettuce:lettuce-core");

  @TempDir Path project;

  @Test
  void bringsUpNothingThatNobodyAskedFor() throws IOException {
    write("compose.yaml", "services: {db: {image: 'postgres:16'}}");

    assertThat(services(ON_POSTGRESQL)).isEqualTo(AppServices.NONE);
  }

  @Test
  void derivesWhatTheLibrariesTalkTo() {
    AppServices services = services(ON_POSTGRESQL, "auto");

    assertThat(services.all())
        .extracting(BackingService::name)
        .containsExactly("postgresql", "redis");
    assertThat(services.all())
        .extracting(BackingService::from)
        .containsExactly(
            "org.postgresql:postgresql on the class path",
            "io.lettuce:lettuce-core on the class path");
  }

  @Test
  void takesTheNamedOnesOnly() {
    assertThat(services(ON_POSTGRESQL, "rabbitmq", " Kafka").all())
        .extracting(BackingService::name)
        .containsExactly("rabbitmq", "kafka");
  }

  @Test
  void asksWhichOfTwoDatabasesIsMeant() {
    App both =
        NeedyApps.app(Framework.NONE, "org.postgresql:postgresql", "com.mysql:mysql-connector-j");

    assertThatThrownBy(() -> services(both, "auto"))
        .hasMessage(
            "dev.services=auto finds drivers of PostgreSQL and MySQL on the class path of shop,"
                + " which is ambiguous.")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo("Select the service: -Ddev.services=postgresql");
    assertThat(services(both, "mysql", "auto").all())
        .extracting(BackingService::name)
        .containsExactly("mysql");
  }

  @Test
  void refusesWordsThatItDoesNotKnow() {
    assertThatThrownBy(() -> services(ON_POSTGRESQL, "oracle"))
        .hasMessage("dev.services names \"oracle\", which is not a known service.")
        .extracting(problem -> ((Problem) problem).remedy())
        .asString()
        .contains("postgresql, mysql")
        .endsWith("src/main/kubernetes/services/oracle.yml");
    assertThatThrownBy(() -> services(ON_POSTGRESQL, "none", "redis"))
        .hasMessage(
            "dev.services is \"none,redis\", but none cannot be combined with other values.");
  }

  @Test
  void takesWhatHasAFileWithoutBeingAsked() throws IOException {
    write("src/main/kubernetes/services/postgresql.yml", "");
    write(
        "src/main/kubernetes/services/aws.yml",
        """
        image: localstack/localstack:4.2
        ports: [4566]
        environment: {SERVICES: s3, TEAM: "${team}"}
        memory: 1Gi
        """);

    AppServices services = services(ON_POSTGRESQL);

    assertThat(services.all())
        .extracting(BackingService::name)
        .containsExactly("aws", "postgresql");
    BackingService aws = services.all().get(0);
    assertThat(aws.type()).isEmpty();
    assertThat(aws.port()).isEqualTo(4566);
    assertThat(aws.from()).isEqualTo("src/main/kubernetes/services/aws.yml");
    assertThat(container(aws).environment())
        .containsExactlyInAnyOrderEntriesOf(Map.of("SERVICES", "s3", "TEAM", "blue"));
    assertThat(services(ON_POSTGRESQL, "none").all()).isEmpty();
  }

  @Test
  void takesAnExistingServiceInstead() throws IOException {
    write(
        "src/main/kubernetes/services/postgresql.yml",
        "{host: db.shared, database: orders, secret: orders-login}");

    BackingService service = services(ON_POSTGRESQL, "auto").all().get(0);

    assertThat(service.supply())
        .isEqualTo(new Supply.Existing("db.shared", 5432, Optional.of("orders-login")));
    assertThat(service.given()).isEqualTo(Map.of("database", "orders"));
  }

  @Test
  void tellsEveryFieldThatIsWrongAtOnce() throws IOException {
    write("src/main/kubernetes/services/cache.yml", "imag: redis\nports: [http]\ntype: cachy\n");

    assertThatThrownBy(() -> services(ON_POSTGRESQL))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("cache.yml:1: imag is not a field of a service")
        .hasMessageContaining("cache.yml:2: \"http\" is not a single TCP port")
        .hasMessageContaining("cache.yml:3: \"cachy\" is not a known type of service");
  }

  @Test
  void replacesImages() {
    AppServices services =
        ServiceSources.of(
            ON_POSTGRESQL,
            settings(List.of("postgresql"), Map.of("postgresql", "localhost:5000/postgres:15")));

    assertThat(container(services.all().get(0)).image()).isEqualTo("localhost:5000/postgres:15");
  }

  @Test
  void readsComposeFiles() throws IOException {
    write(".env", "DB_NAME=orders\nexport DB_PASSWORD='s3cret'\n");
    write("init/first.sql", "SELECT 1;");
    write(
        "docker-compose.yml",
        """
        services:
          web:
            build: .
          db:
            image: postgres:${PG_VERSION:-16}-alpine
            restart: always
            user: "70:70"
            environment:
              POSTGRES_DB: ${DB_NAME}
              POSTGRES_USER: jane
              POSTGRES_PASSWORD: ${DB_PASSWORD}
              TZ: UTC
            ports: ["15432:5432"]
            volumes:
              - data:/var/lib/postgresql/data
              - ./init:/docker-entrypoint-initdb.d:ro
            healthcheck:
              test: ["CMD-SHELL", "pg_isready -U $$POSTGRES_USER"]
            deploy: {replicas: 2}
          admin:
            image: example/admin:1
            command: serve --db "db:5432" --title 'the db'
            environment: ["URL=jdbc:postgresql://db:5432/orders", "API_KEY=abc"]
            expose: [8081]
            volumes: ["./uploads:/srv/uploads"]
        volumes: {data: {}}
        """);

    AppServices services = services(ON_POSTGRESQL, "auto");

    assertThat(services.all())
        .extracting(BackingService::name)
        .containsExactly("db", "admin", "redis");
    BackingService db = services.all().get(0);
    assertThat(db.type()).hasValue(KnownTypes.POSTGRESQL);
    assertThat(db.given())
        .isEqualTo(Map.of("database", "orders", "username", "jane", "password", "s3cret"));
    assertThat(container(db).image()).isEqualTo("postgres:16-alpine");
    assertThat(container(db).user()).hasValue(70);
    assertThat(container(db).ports()).containsExactly(5432);
    assertThat(container(db).volumes()).containsExactly("/var/lib/postgresql/data");
    assertThat(container(db).files())
        .isEqualTo(Map.of("/docker-entrypoint-initdb.d/first.sql", "SELECT 1;"));
    assertThat(container(db).environment())
        .containsEntry("TZ", "UTC")
        .containsEntry("POSTGRES_PASSWORD", "${password}");
    assertThat(container(db).readiness())
        .isEqualTo(new Readiness.Runs(List.of("sh", "-c", "pg_isready -U $POSTGRES_USER")));
    BackingService admin = services.all().get(1);
    assertThat(container(admin).arguments())
        .containsExactly("serve", "--db", "${app}-db:5432", "--title", "the db");
    // Compose would create the directory.
    assertThat(container(admin).volumes()).containsExactly("/srv/uploads");
    assertThat(container(admin).environment())
        .containsEntry("URL", "jdbc:postgresql://${app}-db:5432/orders")
        .containsEntry("API_KEY", "${API_KEY}");
    assertThat(admin.given()).isEqualTo(Map.of("API_KEY", "abc"));
    assertThat(services.notes())
        .containsExactly(
            "docker-compose.yml: the service web is built from sources and is not deployed.",
            "docker-compose.yml:19: deploy of the service db is not supported and is ignored.");
  }

  @Test
  void wantsTheComposeFileThatItIsToRead() {
    assertThatThrownBy(() -> services(ON_POSTGRESQL, "compose"))
        .hasMessage(
            "dev.services is compose, but the project has no Compose file: compose.yaml,"
                + " compose.yml, docker-compose.yaml, docker-compose.yml.");
  }

  private static dev.innerloop.service.Container container(BackingService service) {
    return service.made().orElseThrow().container();
  }

  private AppServices services(App app, String... words) {
    return ServiceSources.of(app, settings(List.of(words), Map.of()));
  }

  private ServiceSettings settings(List<String> words, Map<String, String> images) {
    return new ServiceSettings(
        words,
        images,
        project,
        project,
        name -> name.equals("team") ? Optional.of("blue") : Optional.empty());
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
