package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A step after the compiler changes classes, so that the project's own build compiles them. */
class DelegatedBuildIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final String SOURCE = Example.HELLO.source();

  private static final String STEP =
      """
      <plugin>
        <artifactId>maven-antrun-plugin</artifactId>
        <version>3.2.0</version>
        <executions>
          <execution>
            <phase>process-classes</phase>
            <goals><goal>run</goal></goals>
            <configuration>
              <target>
                <fail message="nothing is woven">
                  <condition><available file="${project.basedir}/broken"/></condition>
                </fail>
                <echo file="${project.build.outputDirectory}/static/page.html">woven</echo>
              </target>
            </configuration>
          </execution>
        </executions>
      </plugin>
      """;

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void whatABuildThatFailsLeavesInItsOutputIsNotDelivered() throws IOException {
    ProjectCopy project = bench.copy(Example.HELLO);
    project.replace("pom.xml", "<plugins>", "<plugins>\n" + STEP);
    MavenRun session = bench.start(bench.maven(project, "dev:watch"));
    String url = session.events().awaitReady(READY).url();
    Http.awaitAnswer(url + Example.HELLO.resourcePath(), "woven", SERVED);

    Events failure = session.events().fromNow();
    project.save("broken", "");
    Example.HELLO.editBody(project, "not woven");
    failure.await("failed step", SERVED, Events.Event::isCompilationFailure);
    session.awaitConsole("maven-antrun-plugin:run failed", SERVED);
    session.awaitConsole("nothing is woven", SERVED);
    assertThat(project.folder().resolve("target/classes/com/example/hello/Hello.class"))
        .as("half of the build")
        .exists();
    assertThat(Http.get(url)).isEqualTo(Example.HELLO.greeting() + "\n");

    Events error = session.events().fromNow();
    project.replace(SOURCE, "\"not woven\";", "notDeclared;");
    error.await("failed compilation", SERVED, Events.Event::isCompilationFailure);
    session.awaitConsole("Hello.java:", SERVED);
    assertThat(session.console())
        .containsOnlyOnce("cannot find symbol")
        .containsPattern(SOURCE + ":\\d+:\\d+: error: cannot find symbol")
        .doesNotContain("COMPILATION ERROR");

    assertThat(Http.get(url)).isEqualTo(Example.HELLO.greeting() + "\n");

    Events repaired = session.events().fromNow();
    Files.delete(project.folder().resolve("broken"));
    project.replace(SOURCE, "notDeclared;", "\"woven again\";");
    Http.awaitAnswer(url, "woven again", SERVED);
    repaired.await("update", SERVED, event -> event.is("update"));
  }
}
