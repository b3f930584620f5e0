package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Apps of three generations of Spring Boot with the parameters of its repackage goal, and a shaded
 * one: packaged and started by one run of Maven, whose archives say what should be on their class
 * paths.
 */
class PackagedIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final Pattern INDEXED = Pattern.compile("- \"[^\"]*/([^/\"]+)\\.jar\"");

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void startsWhatTheProjectPackages() throws IOException {
    ProjectCopy project = bench.copy(Path.of("src/it/packaged"));
    writeJar(project.folder().resolve("boot2/local.jar"));
    MavenRun session =
        bench.start(
            bench
                .maven(
                    project,
                    "package",
                    "dev.innerloop:dev-maven-plugin:" + System.getProperty("it.version") + ":watch")
                .set("dev.target", "local")
                .set("dev.port", 0)
                .set("dev.arguments", "server 'conf.yml'"));

    for (String app : List.of("boot2", "boot3", "boot4", "war4")) {
      session.awaitConsole(app + " | arguments: server conf.yml", READY);
      assertThat(started(session, app)).as(app).isEqualTo(packaged(project, app));
    }

    session.awaitConsole("shaded | arguments: server conf.yml", READY);
    assertThat(started(session, "shaded")).containsExactly("lib", "commons-codec-1.17.0");
    try (ZipFile jar =
        new ZipFile(project.folder().resolve("shaded/target/shaded-1.0-SNAPSHOT.jar").toFile())) {
      assertThat(jar.getEntry("com/example/lib/Lib.class")).isNotNull();
      assertThat(jar.getEntry("org/apache/commons/codec/Encoder.class")).isNotNull();
      assertThat(jar.getEntry("org/apache/commons/io/IOUtils.class")).isNull();
    }

    Events page = session.events().fromNow();
    project.replace("war4/src/main/webapp/page.html", "page", "another page");
    page.awaitUpdate("resource", SERVED);

    Events named = session.events().fromNow();
    project.replace("boot4/conf.yml", "one", "two");
    named.awaitUpdate("jvm", SERVED);
    session.awaitConsole("(conf.yml changed)", SERVED);

    Events searched = session.events().fromNow();
    project.save("boot3/config/application.properties", "level=one\n");
    searched.awaitUpdate("jvm", SERVED);
    session.awaitConsole("(config/application.properties added)", SERVED);
    session.interrupt();
  }

  /** Jars and the sibling's classes in order, without versions of snapshots. */
  private static List<String> started(MavenRun session, String app) {
    Matcher line = Pattern.compile(app + " \\| class path: (\\S+)").matcher(session.console());
    assertThat(line.find()).as("class path of %s", app).isTrue();
    return Arrays.stream(line.group(1).split(":"))
        .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
        .map(name -> name.replaceFirst("\\.jar$", ""))
        .filter(name -> !name.equals("classes"))
        .toList();
  }

  private static List<String> packaged(ProjectCopy project, String app) throws IOException {
    boolean isWar = app.startsWith("war");
    Path archive =
        project
            .folder()
            .resolve(app + "/target/" + app + "-1.0-SNAPSHOT" + (isWar ? ".war" : ".jar"));
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      String index = (isWar ? "WEB-INF" : "BOOT-INF") + "/classpath.idx";
      String text =
          new String(
              zip.getInputStream(zip.getEntry(index)).readAllBytes(), StandardCharsets.UTF_8);
      return INDEXED
          .matcher(text)
          .results()
          .map(match -> match.group(1))
          .filter(name -> !name.contains("-jarmode-")) // Boot's own tools
          .map(name -> name.equals("local-1") ? "local" : name) // as its file is called
          .map(name -> name.replaceFirst("-1\\.0-SNAPSHOT$", ""))
          .toList();
    }
  }

  private static void writeJar(Path file) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry("local.txt"));
    }
  }
}
