package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** POMs that change under a session. */
class PomIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final String POM = "pom.xml";
  private static final String SOURCE = Example.HELLO.source();

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void dependenciesComeAndGoAndChange() {
    ProjectCopy project = bench.copy(Example.HELLO);
    MavenRun session = bench.start(bench.maven(project, "dev:watch"));
    String url = session.events().awaitReady(READY).url();

    Events added = session.events().fromNow();
    project.replace(POM, "  <build>", dependency("3.12.0") + "\n  <build>");
    assertThat(added.awaitUpdate("jvm", SERVED).text("reason"))
        .isEqualTo("dependency commons-lang3 3.12.0 added");
    project.replace(
        SOURCE,
        "return \"Hello from",
        "return org.apache.commons.lang3.StringUtils.class.getPackage()"
            + ".getImplementationVersion() + \" from");
    Http.awaitAnswer(url, "3.12.0 from", SERVED);

    Events changed = session.events().fromNow();
    project.replace(POM, "3.12.0", "3.14.0");
    assertThat(changed.awaitUpdate("jvm", SERVED).text("reason"))
        .isEqualTo("dependency commons-lang3 3.12.0 → 3.14.0");
    Http.awaitAnswer(url, "3.14.0 from", SERVED);

    Events removed = session.events().fromNow();
    project.replace(POM, dependency("3.14.0"), "");
    removed.await("failed compilation", SERVED, Events.Event::isCompilationFailure);
    Http.awaitAnswer(url, "3.14.0 from", SERVED);
    project.edit(SOURCE, text -> text.replaceFirst("return org.apache.*;", "return \"without\";"));
    assertThat(removed.awaitUpdate("jvm", SERVED).text("reason"))
        .isEqualTo("dependency commons-lang3 removed");
    Http.awaitAnswer(url, "without", SERVED);
  }

  @Test
  void aBrokenPomIsToldWithItsPlaceAndTheSessionGoesOn() {
    ProjectCopy project = bench.copy(Example.HELLO);
    MavenRun session = bench.start(bench.maven(project, "dev:watch"));
    String url = session.events().awaitReady(READY).url();
    String good = project.read(POM);

    project.replace(POM, "</properties>", "</property>");
    session.awaitConsole(
        "The POM cannot be read; the session continues with the last one that could:", SERVED);
    session.awaitConsole("pom.xml:14:", SERVED);
    Example.HELLO.editBody(project, "in spite of it");
    Http.awaitAnswer(url, "in spite of it", SERVED);

    project.save(POM, good.replace("  <build>", dependency("0.0.1") + "\n  <build>"));
    session.awaitConsole(
        "The dependencies cannot be resolved; the session continues with the last ones that could:",
        SERVED);
    session.awaitConsole(": cannot resolve org.apache.commons:commons-lang3:jar:0.0.1: ", SERVED);
    assertThat(session.console()).containsPattern("pom\\.xml:20:\\d+: cannot resolve");
    Example.HELLO.editBody(project, "in spite of that");
    Http.awaitAnswer(url, "in spite of that", SERVED);

    Events healed = session.events().fromNow();
    project.save(POM, good.replace("  <build>", dependency("3.12.0") + "\n  <build>"));
    healed.awaitUpdate("jvm", SERVED);
  }

  @Test
  void aPropertyOfThePomFiltersResourcesAgainAndACommentChangesNothing() {
    ProjectCopy project = bench.copy(Example.HELLO);
    project.replace(Example.HELLO.resource(), "</", "${word}</");
    project.replace(
        POM,
        "  <build>",
        """
          <build>
            <resources>
              <resource>
                <directory>src/main/resources</directory>
                <filtering>true</filtering>
              </resource>
            </resources>
        """);
    project.replace(POM, "<properties>", "<properties>\n    <word>one</word>");
    MavenRun session = bench.start(bench.maven(project, "dev:watch"));
    String url = session.events().awaitReady(READY).url();
    String page = url + Example.HELLO.resourcePath();
    Http.awaitAnswer(page, "one<", SERVED);

    Events events = session.events().fromNow();
    project.replace(POM, "<properties>", "<!-- nothing -->\n  <properties>");
    project.replace(POM, "<word>one<", "<word>two<");
    assertThat(events.awaitUpdate("resource", SERVED).text("reason")).isEqualTo("static/page.html");
    Http.awaitAnswer(page, "two<", SERVED);
    Events afterComment = session.events().fromNow();
    project.replace(POM, "<!-- nothing -->", "<!-- nothing at all -->");
    Example.HELLO.editBody(project, "after the comment");
    afterComment.awaitUpdate("redefine", SERVED);
    assertThat(
            afterComment.all().stream()
                .filter(event -> event.is("notice"))
                .map(event -> event.text("message"))
                .filter(message -> !message.endsWith("..."))) // a slow machine is acknowledged
        .allMatch(message -> message.contains("pom.xml saved without an effect"));

    Events recompiled = session.events().fromNow();
    project.replace(
        POM,
        "<properties>",
        "<properties>\n    <maven.compiler.parameters>true</maven.compiler.parameters>");
    recompiled.await(
        "compilation",
        SERVED,
        event -> event.is("update") && event.toString().contains("Hello.class"));
  }

  /** Maven 3.8 would keep the parent as it was at the start. */
  @Test
  void aLibraryAndAParentBringTheirDependenciesToTheAppsOfTheReactor() {
    ProjectCopy project = bench.copy(Path.of("src/it/reactor"));
    MavenRun session =
        bench.start(
            bench
                .maven(
                    project,
                    "dev.innerloop:dev-maven-plugin:" + System.getProperty("it.version") + ":watch")
                .with(MavenHome.oldest()));
    session.events().awaitReady(READY);

    Events added = session.events().fromNow();
    project.replace("lib/pom.xml", "</project>", dependency("3.12.0") + "</project>");
    assertThat(added.awaitUpdate("jvm", SERVED).text("reason"))
        .isEqualTo("dependency commons-lang3 3.12.0 added");

    Events inherited = session.events().fromNow();
    project.replace(POM, "</project>", dependency("3.14.0") + "</project>");
    assertThat(inherited.awaitUpdate("jvm", SERVED).text("reason"))
        .isEqualTo("dependency commons-lang3 3.12.0 → 3.14.0");
  }

  /** Each has its own idea of projects and of resolution. */
  @ParameterizedTest
  @MethodSource("otherMavens")
  void otherMavensTakeDependenciesOverToo(MavenHome maven) {
    ProjectCopy project = bench.copy(Example.HELLO);
    MavenRun session = bench.start(bench.maven(project, "dev:watch").with(maven));
    session.events().awaitReady(READY);

    Events added = session.events().fromNow();
    project.replace(POM, "  <build>", dependency("3.12.0") + "\n  <build>");
    assertThat(added.awaitUpdate("jvm", SERVED).text("reason"))
        .isEqualTo("dependency commons-lang3 3.12.0 added");

    Events changed = session.events().fromNow();
    project.replace(POM, "3.12.0", "3.14.0");
    assertThat(changed.awaitUpdate("jvm", SERVED).text("reason"))
        .isEqualTo("dependency commons-lang3 3.12.0 → 3.14.0");
  }

  static Stream<MavenHome> otherMavens() {
    return Stream.of(MavenHome.oldest(), MavenHome.next());
  }

  private static String dependency(String version) {
    return """
      <dependencies>
        <dependency>
          <groupId>org.apache.commons</groupId>
          <artifactId>commons-lang3</artifactId>
          <version>%s</version>
        </dependency>
      </dependencies>
    """
        .formatted(version);
  }
}
