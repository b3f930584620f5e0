package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.FileTree;
import dev.innerloop.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is saved while Maven starts: after it has compiled, and before the session can watch. */
class EarlySavesIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final String GONE = "src/main/java/com/example/hello/Gone.java";

  /** A module that is built last, and waits for the test. */
  private static final String WAITING =
      """
      <build>
        <plugins>
          <plugin>
            <groupId>dev.innerloop</groupId>
            <artifactId>dev-maven-plugin</artifactId>
            <version>0.1.0-SNAPSHOT</version>
          </plugin>
          <plugin>
            <artifactId>maven-antrun-plugin</artifactId>
            <version>3.2.0</version>
            <executions>
              <execution>
                <phase>process-classes</phase>
                <goals><goal>run</goal></goals>
                <configuration>
                  <target>
                    <touch file="${project.basedir}/../compiled"/>
                    <waitfor maxwait="5" maxwaitunit="minute">
                      <available file="${project.basedir}/../saved"/>
                    </waitfor>
                  </target>
                </configuration>
              </execution>
            </executions>
          </plugin>
        </plugins>
      </build>
      """;

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void areAppliedAsSoonAsTheSessionWatches() throws IOException {
    Map<String, String> files = new HashMap<>();
    for (Map.Entry<String, Path> each : FileTree.files(Example.HELLO.original()).entrySet()) {
      if (!each.getKey().startsWith("target/")) {
        files.put("hello/" + each.getKey(), Files.readString(each.getValue()));
      }
    }
    files.put("hello/" + GONE, "package com.example.hello; class Gone {}");
    files.put(
        "pom.xml",
        pom(
            "all",
            "<modules><module>hello</module><module>last</module></modules><build><plugins><plugin>"
                + "<groupId>dev.innerloop</groupId><artifactId>dev-maven-plugin</artifactId>"
                + "<version>0.1.0-SNAPSHOT</version></plugin></plugins></build>"));
    files.put("last/pom.xml", pom("last", WAITING));
    Path folder = bench.project(files).folder();
    ProjectCopy app = ProjectCopy.in(folder.resolve("hello"));
    Path gone = app.folder().resolve("target/classes/com/example/hello/Gone.class");
    MavenRun session = bench.start(bench.maven(ProjectCopy.in(folder), "dev:watch"));
    Await.untilAsserted(READY, () -> assertThat(folder.resolve("compiled")).exists());
    assertThat(gone).exists();

    Example.HELLO.editBody(app, "saved early");
    Example.HELLO.editResource(app, "early as well");
    app.replace("pom.xml", "<properties>", "<properties>\n    <early>true</early>");
    Files.delete(app.folder().resolve(GONE));
    Files.createFile(folder.resolve("saved"));

    String url = session.events().awaitReady(READY).url();
    Http.awaitAnswer(url, "saved early", SERVED);
    Http.awaitAnswer(url + Example.HELLO.resourcePath(), "early as well", SERVED);
    Await.until("the class of a deleted source is deleted", () -> Files.notExists(gone));
    assertThat(session.console()).doesNotContain("[ERROR]");
    session.interrupt();
  }

  private static String pom(String name, String content) {
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>com.example</groupId>
      <artifactId>%s</artifactId>
      <version>1.0-SNAPSHOT</version>
      <packaging>pom</packaging>
      %s
    </project>
    """
        .formatted(name, content);
  }
}
