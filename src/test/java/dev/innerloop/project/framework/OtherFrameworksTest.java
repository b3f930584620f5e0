package dev.innerloop.project.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Endpoints.Health;
import dev.innerloop.project.Framework;
import dev.innerloop.project.SourcedValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherFrameworksTest {

  @TempDir Path basedir;

  @Test
  void quarkusAnswersBelowItsOwnRoot() {
    Endpoints endpoints = quarkus().read();

    assertThat(endpoints.port().value()).isEqualTo(8080);
    assertThat(endpoints.management()).isEmpty();
    assertThat(paths(endpoints)).isEqualTo("/q/health/started /q/health/ready /q/health/live");
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.http.root-path=/shop, /shop/q/health/ready",
    "quarkus.http.non-application-root-path=/ops, /ops/health/ready",
    "quarkus.http.non-application-root-path=ops, /ops/health/ready",
    "quarkus.smallrye-health.root-path=/state, /state/ready",
    "quarkus.smallrye-health.readiness-path=go, /q/health/go",
    "quarkus.smallrye-health.readiness-path=/go, /go",
  })
  void quarkusPathsAreRelativeUnlessTheyBeginWithASlash(String property, String readiness) {
    Endpoints endpoints = quarkus().file("application.properties", property).read();

    SourcedValue<String> path = endpoints.health().orElseThrow().readiness();
    assertThat(path.value()).isEqualTo(readiness);
    assertThat(path.from()).contains("in src/main/resources/application.properties:1");
  }

  @Test
  void quarkusAnswersAtItsManagementPort() {
    Endpoints endpoints =
        quarkus()
            .file("application.yaml", "quarkus:\n  management:\n    enabled: true\n")
            .file("application.properties", "quarkus.http.root-path=/shop\n")
            .read();

    assertThat(endpoints.management().orElseThrow().value()).isEqualTo(9000);
    assertThat(endpoints.health().orElseThrow().onManagementPort()).isTrue();
    assertThat(endpoints.health().orElseThrow().readiness().value()).isEqualTo("/q/health/ready");
  }

  @Test
  void quarkusRunsWithTheProfileProd() {
    SampleApp app =
        quarkus()
            .file(
                "application.properties",
                "%prod.quarkus.http.port=8001\n%dev.quarkus.http.port=8002\n"
                    + "quarkus.http.port=8003\n");

    assertThat(app.read().port().value()).isEqualTo(8001);
    assertThat(app.file("application-prod.properties", "quarkus.http.port=8004").read().port())
        .isEqualTo(
            new SourcedValue<>(
                8004, "quarkus.http.port in src/main/resources/application-prod.properties:1"));
    assertThat(app.environment("QUARKUS_PROFILE", "dev").read().port().value()).isEqualTo(8002);
    assertThat(app.environment("QUARKUS_HTTP_PORT", "8005").read().port().value()).isEqualTo(8005);
  }

  @Test
  void quarkusWithoutAServerDoesNotListen() {
    assertThat(SampleApp.of(basedir, "quarkus-core").read().port().value()).isZero();
    assertThat(SampleApp.of(basedir, "quarkus-core").read().health()).isEmpty();
  }

  @Test
  void micronautAnswersAtItsManagementEndpoints() {
    SampleApp app = micronaut();
    assertThat(app.read().health().orElseThrow().readiness().value())
        .isEqualTo("/health/readiness");

    Endpoints endpoints =
        app.file(
                "application.yml",
                """
                micronaut.server:
                  port: 8090
                  context-path: /shop
                endpoints.all:
                  path: /ops
                  port: 8091
                """)
            .read();

    assertThat(endpoints.port().value()).isEqualTo(8090);
    assertThat(endpoints.management().orElseThrow().value()).isEqualTo(8091);
    assertThat(endpoints.health().orElseThrow().readiness().value())
        .isEqualTo("/shop/ops/health/readiness");
    assertThat(app.file("application.properties", "endpoints.health.enabled=false").read().health())
        .isEmpty();
  }

  @Test
  void micronautReadsItsEnvironments() {
    SampleApp app =
        micronaut()
            .file("application-k8s.yml", "micronaut.server.port: 8092\n")
            .environment("MICRONAUT_ENVIRONMENTS", "k8s");

    assertThat(app.read().port().value()).isEqualTo(8092);
  }

  @Test
  void helidonMpAnswersAsMicroProfileSays() {
    SampleApp app =
        SampleApp.of(
            basedir,
            "helidon-webserver",
            "helidon-microprofile-server",
            "helidon-microprofile-health");

    assertThat(app.read().port().value()).isEqualTo(7001);
    assertThat(paths(app.read())).isEqualTo("/health/started /health/ready /health/live");
    app.file("META-INF/microprofile-config.properties", "server.port=8080\n");
    assertThat(app.read().port().value()).isEqualTo(8080);
  }

  @Test
  void helidonSeAnswersBelowItsObservability() {
    SampleApp app =
        SampleApp.of(basedir, "helidon-webserver", "helidon-webserver-observe-health")
            .file("application.yaml", "server.features.observe.endpoint: /ops\n");

    assertThat(paths(app.read()))
        .isEqualTo("/ops/health/started /ops/health/ready /ops/health/live");
  }

  @Test
  void joobyAndKtorAreKnownByTheirServersAndTheirConfigurationIsNotRead() {
    assertThat(new AppDependencies(Set.of(), Map.of("jooby", "3.11.5")).framework())
        .isEqualTo(Framework.JOOBY);
    assertThat(new AppDependencies(Set.of(), Map.of("ktor-server-core-jvm", "2.3.13")).framework())
        .isEqualTo(Framework.KTOR);
    assertThat(SampleApp.of(basedir, "jooby").read().isPortAssumed()).isTrue();
  }

  @Test
  void whatIsNoneOfThemListensAt8080() {
    assertThat(SampleApp.of(basedir, "guava").read().port())
        .isEqualTo(new SourcedValue<>(8080, "the default of this plugin"));
  }

  private SampleApp quarkus() {
    return SampleApp.of(basedir, "quarkus-core", "quarkus-vertx-http", "quarkus-smallrye-health");
  }

  private SampleApp micronaut() {
    return SampleApp.of(
        basedir, "micronaut-context", "micronaut-http-server", "micronaut-management");
  }

  private static String paths(Endpoints endpoints) {
    Health health = endpoints.health().orElseThrow();
    return health.startup().value()
        + " "
        + health.readiness().value()
        + " "
        + health.liveness().orElseThrow().value();
  }
}
