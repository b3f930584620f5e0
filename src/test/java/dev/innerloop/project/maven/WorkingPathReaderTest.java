package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.project.Framework;
import dev.innerloop.project.WorkingPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingPathReaderTest {

  @TempDir Path basedir;

  @BeforeEach
  void write() throws IOException {
    for (String file :
        List.of(
            "config.yml", "conf/app.conf", "lib/agent.jar", "server/pom.xml", "target/made.txt")) {
      Files.createDirectories(basedir.resolve(file).resolveSibling(""));
      Files.writeString(basedir.resolve(file), "text");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.yml | config.yml",
        "./config.yml | config.yml",
        "--config=config.yml | config.yml",
        "-Dconfig.file=conf/app.conf | conf/app.conf",
        "-Dlogging.config=file:./conf/app.conf | conf/app.conf",
        "-javaagent:lib/agent.jar=port=1 | lib/agent.jar",
        "@config.yml | config.yml",
        "--spring.config.location=optional:file:./conf/ | conf",
        "--spring.config.import=file:config.yml;conf/ | config.yml conf"
      })
  void findsWhatAnArgumentNames(String argument, String names) {
    assertThat(named(argument)).containsExactlyElementsOf(Arrays.asList(names.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "missing.yml",
    "server",
    "conf",
    "./server/",
    "target/made.txt",
    ".",
    "../other",
    "/etc/passwd",
    "classpath:config.yml",
    "--level=INFO"
  })
  void takesNothingElseForAFile(String argument) {
    assertThat(named(argument)).isEmpty();
  }

  @Test
  void takesADirectoryWithThousandsOfFilesForData() throws IOException {
    for (int i = 0; i <= 1000; i++) {
      Files.createFile(basedir.resolve("conf/" + i));
    }

    assertThat(named("--data=./conf/")).isEmpty();
  }

  @Test
  void knowsWhereSpringBootSearchesAndDoesNotShipIt() throws IOException {
    Files.createFile(basedir.resolve("application-local.yml"));

    List<WorkingPath> paths =
        WorkingPathReader.of(
            project(), Framework.SPRING_BOOT, List.of("config.yml"), Optional.empty());

    assertThat(paths)
        .extracting(WorkingPath::name)
        .containsExactly(
            "config.yml",
            "application.properties",
            "application.yml",
            "application.yaml",
            "application-local.yml",
            "config");
    assertThat(paths)
        .filteredOn(WorkingPath::isShipped)
        .extracting(WorkingPath::name)
        .containsExactly("config.yml");
  }

  @Test
  void hasThePagesOfAnExecutableWarWhereSpringBootSearches() {
    Path pages = basedir.resolve("web");

    assertThat(WorkingPathReader.of(project(), Framework.NONE, List.of(), Optional.of(pages)))
        .containsExactly(new WorkingPath(pages, "src/main/webapp", true));
  }

  @Test
  void makesPathsOfTheModuleRelative() {
    assertThat(
            WorkingPath.relative(
                basedir,
                List.of(
                    "server",
                    basedir + "/config.yml",
                    "-Dconfig=file:" + basedir + "/conf/",
                    "-Dconfig=file://" + basedir + "/conf/")))
        .containsExactly("server", "config.yml", "-Dconfig=file:conf/", "-Dconfig=file:conf/");
  }

  private List<String> named(String argument) {
    return WorkingPathReader.of(project(), Framework.NONE, List.of(argument), Optional.empty())
        .stream()
        .map(WorkingPath::name)
        .toList();
  }

  private MavenProject project() {
    Model model = new Model();
    model.setBuild(new Build());
    model.getBuild().setDirectory(basedir.resolve("target").toString());
    MavenProject project = new MavenProject(model);
    project.setFile(basedir.resolve("pom.xml").toFile());
    return project;
  }
}
