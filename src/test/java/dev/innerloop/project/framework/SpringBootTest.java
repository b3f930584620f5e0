package dev.innerloop.project.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.Endpoints;
import dev.innerloop.project.SourcedValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpringBootTest {

  private static final String PROPERTIES = "application.properties";
  private static final String YAML = "application.yml";

  private SampleApp app;

  @BeforeEach
  void create(@TempDir Path basedir) {
    app = SampleApp.springBoot(basedir);
  }

  @Test
  void listensAt8080UnlessItSaysElse() {
    assertThat(app.read().port()).isEqualTo(new SourcedValue<>(8080, "Spring Boot's default"));
  }

  @Test
  void namesFileAndLineOfWhatItSays() {
    app.file(YAML, "server:\n  port: 9000\n");

    assertThat(app.read().port())
        .isEqualTo(new SourcedValue<>(9000, "server.port in src/main/resources/application.yml:2"));
  }

  @Test
  void countsContinuedLinesAndCommentsOfProperties() {
    app.file(
        PROPERTIES,
        "# a comment \\\nspring.application.name=a\\\n   b\n\nserver.port : 90\\\n  01\n");

    assertThat(app.read().port())
        .isEqualTo(
            new SourcedValue<>(9001, "server.port in src/main/resources/application.properties:5"));
  }

  @Test
  void letsPropertiesWinOverYamlAndTheConfigFolderOverBoth() {
    app.file(YAML, "server.port: 9000\n").file(PROPERTIES, "server.port=9001\n");
    assertThat(port()).isEqualTo(9001);

    app.file("config/application.yaml", "server.port: 9002\n");
    assertThat(port()).isEqualTo(9002);
  }

  @Test
  void letsThePortWinThatTheUserSays() {
    app.file(PROPERTIES, "server.port=${NOWHERE}\n");

    assertThat(app.read(Optional.of(new SourcedValue<>(1, "dev.port"))).port().from())
        .isEqualTo("dev.port");
  }

  @ParameterizedTest
  @CsvSource({
    "${PORT:8081}, 8081",
    "${a:${b:8082}}, 8082",
    "${app.port}, 8083",
    "${app.${which}}, 8083",
    "80${app.end:84}, 8084",
    "'${app.url:http://x:1}', 0",
    "${PORT}, 8080",
    "0, 8080",
    "'', 8080",
  })
  void replacesPlaceholdersAsSpringDoes(String text, int port) {
    app.file(PROPERTIES, "server.port=" + text + "\napp.port=8083\nwhich=port\n");

    if (port == 0) {
      assertThatThrownBy(this::port)
          .hasMessage(
              "server.port in src/main/resources/application.properties:1 is not a port:"
                  + " http://x:1");
    } else {
      assertThat(port()).isEqualTo(port);
    }
  }

  @Test
  void saysWhereAPlaceholderStandsForNothing() {
    app.file(PROPERTIES, "\nserver.port=${app.port}\napp.port=${SHOP_PORT}\n");

    assertThatThrownBy(app::read)
        .isInstanceOf(Problem.class)
        .hasMessage(
            "src/main/resources/application.properties:3: app.port is \"${SHOP_PORT}\", but there"
                + " is no property SHOP_PORT.")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(
            "Add a default, ${SHOP_PORT:...}, or a value in <env> of the plugin's"
                + " configuration.");
  }

  @Test
  void takesWhatTheContainerGetsForAPlaceholder() {
    app.file(PROPERTIES, "server.port=${SHOP_PORT}\n").environment("SHOP_PORT", "8085");

    assertThat(port()).isEqualTo(8085);
  }

  @Test
  void letsVariablesOfTheContainerWin() {
    app.file(PROPERTIES, "server.port=9000\n").environment("SERVER_PORT", "8086");

    assertThat(app.read().port())
        .isEqualTo(new SourcedValue<>(8086, "SERVER_PORT in <env> of the plugin's configuration"));
  }

  @Test
  void saysHowPropertiesNeedEachOther() {
    app.file(PROPERTIES, "server.port=${a}\na=${b:1}\nb=${a}\n");

    assertThatThrownBy(app::read)
        .isInstanceOf(Problem.class)
        .hasMessage(
            "A property refers to itself: a (src/main/resources/application.properties:2) needs b"
                + " (src/main/resources/application.properties:3) needs a.");
  }

  @Test
  void saysWhichYamlContainsItself() {
    app.file(YAML, "a: &a\n  b: *a\n");

    assertThatThrownBy(app::read)
        .isInstanceOf(Problem.class)
        .hasMessage("src/main/resources/application.yml:2: a.b contains itself.");
  }

  @Test
  void saysWhichFileIsBroken() {
    app.file(YAML, "server: [port\n");

    assertThatThrownBy(app::read)
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("src/main/resources/application.yml is invalid YAML:")
        .hasMessageContaining("line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "65536", "80.5"})
  void refusesAPortThatIsNone(String text) {
    app.file(PROPERTIES, "server.port=" + text);

    assertThatThrownBy(app::read)
        .isInstanceOf(Problem.class)
        .hasMessage(
            "server.port in src/main/resources/application.properties:1 is not a port: " + text);
  }

  @Test
  void readsDocumentsOfActiveProfilesOnly() {
    app.file(
        YAML,
        """
        server.port: 8082
        ---
        spring.config.activate.on-profile: prod & !eu
        server.port: 80
        ---
        spring.config.activate.on-profile: [eu, us]
        server.port: 81
        """);

    assertThat(port()).isEqualTo(8082);
    app.environment("SPRING_PROFILES_ACTIVE", "prod");
    assertThat(port()).isEqualTo(80);
    app.environment("SPRING_PROFILES_ACTIVE", "prod,eu");
    assertThat(port()).isEqualTo(81);
  }

  @Test
  void separatesDocumentsOfProperties() {
    app.file(
        PROPERTIES,
        """
        spring.profiles.active=blue
        server.port=1
        #---
        spring.config.activate.on-profile=green
        server.port=2
        #---
        spring.config.activate.on-profile=blue
        server.servlet.contextPath=/blue
        """);

    assertThat(port()).isEqualTo(1);
    assertThat(app.read().basePath())
        .isEqualTo(
            new SourcedValue<>(
                "/blue",
                "server.servlet.contextPath in src/main/resources/application.properties:8"));
  }

  @Test
  void readsFilesOfProfilesAfterTheOthersTheLastProfileWinning() {
    app.file(PROPERTIES, "spring.profiles.active=a,b\nspring.profiles.group.b=c\nserver.port=1\n")
        .file("application-a.yml", "server.port: 2\n");
    assertThat(port()).isEqualTo(2);
    app.file("config/application-b.properties", "server.port=3\n");
    assertThat(port()).isEqualTo(3);
    app.file("application-c.properties", "server.port=4\n");
    assertThat(port()).isEqualTo(4);
  }

  @Test
  void takesTheProfileDefaultWithoutAnother() {
    app.file("application-default.properties", "server.port=5\n");
    assertThat(port()).isEqualTo(5);
    app.environment("SPRING_PROFILES_ACTIVE", "other");
    assertThat(port()).isEqualTo(8080);
  }

  @Test
  void readsWhatIsForKubernetes() {
    app.file(
        YAML,
        """
        spring.config.activate.on-cloud-platform: kubernetes
        server.port: 6
        ---
        spring.config.activate.on-cloud-platform: heroku
        server.port: 7
        """);

    assertThat(port()).isEqualTo(6);
  }

  @Test
  void refusesWhatIsNoExpressionOfProfiles() {
    app.file(YAML, "spring.config.activate.on-profile: (prod\n");

    assertThatThrownBy(app::read)
        .isInstanceOf(Problem.class)
        .hasMessage(
            "src/main/resources/application.yml:1: spring.config.activate.on-profile is not a"
                + " profile expression: (prod");
  }

  @Test
  void asksTheActuatorForReadinessAndLiveness() {
    Endpoints.Health health = app.read().health().orElseThrow();

    assertThat(health.onManagementPort()).isFalse();
    assertThat(health.readiness())
        .isEqualTo(
            new SourcedValue<>(
                "/actuator/health/readiness", "Spring Boot's default, with its actuator"));
    assertThat(health.startup()).isEqualTo(health.readiness());
    assertThat(health.liveness().orElseThrow().value()).isEqualTo("/actuator/health/liveness");
  }

  @Test
  void asksForTheWholeHealthBeforeSpringBoot23() {
    app.with("spring-boot-actuator", "2.2.13.RELEASE");

    Endpoints.Health health = app.read().health().orElseThrow();

    assertThat(health.readiness())
        .isEqualTo(
            new SourcedValue<>(
                "/actuator/health",
                "the actuator's default before Spring Boot 2.3, which has no readiness group"));
    assertThat(health.startup()).isEqualTo(health.readiness());
    assertThat(health.liveness()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.3.0.RELEASE", "2.10.0", "3.0.0", "4.0.1"})
  void asksForReadinessSinceSpringBoot23(String version) {
    app.with("spring-boot-actuator", version);

    assertThat(readiness()).hasValue("/actuator/health/readiness");
  }

  @Test
  void asksOnlyForAnOpenPortBeforeSpringBoot2() {
    app.with("spring-boot-actuator", "1.5.22.RELEASE");

    assertThat(app.read().health()).isEmpty();
  }

  @Test
  void putsThePathsOfProbesTogether() {
    app.file(
        YAML,
        """
        server.servlet.context-path: /shop
        spring.mvc.servlet.path: /app
        management:
          endpoints.web:
            base-path: /ops/
            path-mapping.health: state
        """);

    assertThat(app.read().health().orElseThrow().readiness())
        .isEqualTo(
            new SourcedValue<>(
                "/shop/app/ops/state/readiness",
                "server.servlet.context-path in src/main/resources/application.yml:1,"
                    + " spring.mvc.servlet.path in src/main/resources/application.yml:2,"
                    + " management.endpoints.web.base-path in src/main/resources/application.yml:5,"
                    + " management.endpoints.web.path-mapping.health in"
                    + " src/main/resources/application.yml:6"));
  }

  @Test
  void asksAtAManagementPortWithoutTheContextPath() {
    app.file(
        PROPERTIES,
        """
        server.servlet.context-path=/shop
        management.server.port=8081
        management.server.base-path=/manage
        management.endpoints.web.base-path=/
        """);

    Endpoints endpoints = app.read();
    assertThat(endpoints.management().orElseThrow().value()).isEqualTo(8081);
    assertThat(endpoints.health().orElseThrow().onManagementPort()).isTrue();
    assertThat(readiness()).hasValue("/manage/health/readiness");
  }

  @Test
  void knowsNoManagementPortThatIsTheAppsOwn() {
    app.file(PROPERTIES, "server.port=9000\nmanagement.server.port=9000\n");

    assertThat(app.read().management()).isEmpty();
  }

  @Test
  void prefersThePathsOnTheAppsOwnPort() {
    app.file(
        PROPERTIES,
        """
        management.server.port=8081
        management.endpoint.health.probes.add-additional-paths=true
        """);

    assertThat(app.read().health().orElseThrow().onManagementPort()).isFalse();
    assertThat(readiness()).hasValue("/readyz");
  }

  @Test
  void takesTheBasePathOfAReactiveApp() {
    app.without("spring-webmvc")
        .with("spring-webflux")
        .file(PROPERTIES, "spring.webflux.base-path=/flux\nserver.servlet.context-path=/servlet\n");

    assertThat(readiness()).hasValue("/flux/actuator/health/readiness");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "management.endpoint.health.probes.enabled=false",
        "management.endpoint.health.enabled=off",
        "management.endpoint.health.access=none",
        "management.endpoints.access.default=none",
        "management.endpoints.enabled-by-default=false",
        "management.endpoints.web.exposure.include=info, metrics",
        "management.endpoints.web.exposure.exclude=health",
        "management.server.port=-1",
        "server.ssl.key-store=classpath:keys.p12",
      })
  void asksNoPathThatWouldNotAnswer(String property) {
    app.file(PROPERTIES, property);

    assertThat(app.read().health()).isEmpty();
  }

  @Test
  void asksNoPathWithoutTheActuator() {
    app.without("spring-boot-actuator");

    assertThat(app.read().health()).isEmpty();
  }

  @Test
  void doesNotListenWithoutAWebServer() {
    assertThat(app.file(PROPERTIES, "spring.main.web-application-type=none").read().port().value())
        .isZero();
    app.file(PROPERTIES, "").without("spring-web").without("spring-webmvc");
    assertThat(app.read().port()).isEqualTo(new SourcedValue<>(0, "spring-web is no dependency"));
  }

  @ParameterizedTest
  @CsvSource({
    "server.shutdown=graceful, 30",
    "spring.lifecycle.timeout-per-shutdown-phase=45s, 45",
    "spring.lifecycle.timeout-per-shutdown-phase=1500, 1",
    "spring.lifecycle.timeout-per-shutdown-phase=PT2M, 120",
  })
  void knowsHowLongItMayTakeToEnd(String property, long seconds) {
    app.file(PROPERTIES, property);

    assertThat(app.read().shutdown().map(SourcedValue::value).map(Duration::toSeconds))
        .hasValue(seconds);
  }

  @Test
  void knowsThePortOfGrpc() {
    assertThat(app.read().grpc()).isEmpty();
    assertThat(
            app.with("spring-grpc-server-spring-boot-starter").read().grpc().orElseThrow().value())
        .isEqualTo(9090);
    app.file(PROPERTIES, "spring.grpc.server.port=9091");
    assertThat(app.read().grpc().orElseThrow().value()).isEqualTo(9091);
  }

  private int port() {
    return app.read().port().value();
  }

  private Optional<String> readiness() {
    return app.read().health().map(health -> health.readiness().value());
  }
}
