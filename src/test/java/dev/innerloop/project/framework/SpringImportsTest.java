package dev.innerloop.project.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.SourcedValue;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code spring.config.import}. */
class SpringImportsTest {

  private static final String YAML = "application.yml";

  private SampleApp app;

  @BeforeEach
  void create(@TempDir Path basedir) {
    app = SampleApp.springBoot(basedir);
  }

  @Test
  void whatIsImportedWinsAndIsToldWithItsFileAndLine() {
    app.file(YAML, "server.port: 9000\nspring.config.import: classpath:more/ports.yml\n")
        .file("more/ports.yml", "server:\n  port: 9001\n");

    assertThat(app.read().port())
        .isEqualTo(new SourcedValue<>(9001, "server.port in src/main/resources/more/ports.yml:2"));
  }

  @Test
  void theLastOfSeveralImportsWins() {
    app.file(YAML, "spring.config.import: [classpath:a.yml, 'optional:classpath:/b.properties']\n")
        .file("a.yml", "server.port: 9001\n")
        .file("b.properties", "server.port=9002\n");
    assertThat(port()).isEqualTo(9002);

    app.file("application.properties", "spring.config.import[0]=c.yml\n")
        .file("c.yml", "server.port: 9003\n");
    assertThat(port()).isEqualTo(9003);
  }

  @Test
  void laterDocumentsWinOverImportsOfEarlierOnes() {
    app.file(YAML, "spring.config.import: a.yml\n---\nserver.port: 9009\n")
        .file("a.yml", "server.port: 9001\n");

    assertThat(port()).isEqualTo(9009);
  }

  @Test
  void importsAreRelativeToTheFileThatNamesThemAndImportFurther() {
    app.file("config/application.yml", "spring.config.import: sub/a.yml\n")
        .file("config/sub/a.yml", "spring.config.import: ./b.yml\n")
        .file("config/sub/b.yml", "server.port: 9001\nspring.config.import: a.yml\n");

    assertThat(port()).isEqualTo(9001);
  }

  @Test
  void variantsOfActiveProfilesAreImportedToo() {
    app.file(YAML, "spring: {profiles.active: prod, config.import: 'classpath:a.yml'}\n")
        .file("a.yml", "server.port: 9001\n")
        .file("a-prod.yml", "server.port: 9002\n");

    assertThat(port()).isEqualTo(9002);
  }

  @Test
  void importsActivateProfiles() {
    app.file(YAML, "spring.config.import: classpath:a.yml\n")
        .file("a.yml", "spring.profiles.active: prod\n")
        .file("application-prod.yml", "server.port: 9002\n");

    assertThat(port()).isEqualTo(9002);
  }

  @Test
  void documentsOfOtherProfilesImportNothing() {
    app.file(
        YAML,
        "spring.config: {activate.on-profile: prod, import: 'classpath:nowhere.yml'}\n"
            + "---\nserver.port: 9003\n");

    assertThat(port()).isEqualTo(9003);
  }

  @Test
  void readsFoldersAndLibrariesAndFilesOfTheProject() {
    app.file(YAML, "spring.config.import: classpath:conf/\n")
        .file("conf/application.yaml", "server.port: 9001\n");
    assertThat(port()).isEqualTo(9001);

    app.file(YAML, "spring.config.import: classpath:shared.yml\n")
        .jar("shared-1.0.jar", "shared.yml", "server.port: 9002\n");
    assertThat(app.read().port())
        .isEqualTo(new SourcedValue<>(9002, "server.port in shared.yml in shared-1.0.jar:1"));

    app.file(YAML, "spring.config.import: file:conf/local[.yml]\n")
        .inProject("conf/local", "server.port: 9003\n");
    assertThat(port()).isEqualTo(9003);
  }

  @Test
  void whatTheEnvironmentImportsWins() {
    app.file(YAML, "server.port: 9000\n")
        .file("a.yml", "server.port: 9001\n")
        .environment("SPRING_CONFIG_IMPORT", "classpath:a.yml");

    assertThat(port()).isEqualTo(9001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optional:classpath:nowhere.yml",
        "optional:nowhere.yml",
        "optional:file:./local.yml",
        "file:/etc/shop/mounted.yml",
        "configtree:/run/secrets/",
        "optional:configserver:http://config:8888",
        "vault://",
        "classpath:${unknown.name}.yml",
        "file:${user.home}/shop.yml"
      })
  void passesOverWhatIsOptionalOrOnlyThePodHas(String location) {
    app.file("application.properties", "spring.config.import=" + location + "\n")
        .inProject("local.yml", "server.port: 9001\n");

    assertThat(port()).isEqualTo(8080);
  }

  @Test
  void tellsWhereAFileIsNamedThatIsNotThere() {
    app.file(YAML, "spring:\n  config:\n    import: classpath:nowhere.yml\n");

    assertThatThrownBy(() -> app.read())
        .isInstanceOf(Problem.class)
        .hasMessage(
            "src/main/resources/application.yml:3: spring.config.import names"
                + " classpath:nowhere.yml, which is not on the class path.")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(
            "Add the file, or use optional:classpath:nowhere.yml; the app would not start with"
                + " this.");
  }

  private int port() {
    return app.read().port().value();
  }
}
