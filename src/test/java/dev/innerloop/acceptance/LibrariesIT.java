package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An app with 35 libraries that look up its classes and resources, in 47 ways, under {@code
 * dev:watch}. They find what they find under {@code java -cp} with the same content: at the first
 * start and after each kind of update.
 */
class LibrariesIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final int LOOKUPS = 47;

  private static final String TEXT = "src/main/java/org/acme/libraries/Text.java";
  private static final String CONTROLLER =
      "src/main/java/org/acme/libraries/ResultsController.java";
  private static final String DEPENDENCY =
      """
      <dependencies>
          <dependency>
            <groupId>commons-codec</groupId>
            <artifactId>commons-codec</artifactId>
          </dependency>
      """;
  private static final String PAGE = "src/main/resources/templates/page.txt";

  @RegisterExtension final Bench bench = new Bench();
  @TempDir Path folder;

  private ProjectCopy project;
  private MavenRun session;
  private String url;
  private String classPath;

  @BeforeEach
  void copy() {
    project = bench.copy(Path.of("src/it/apps/libraries"));
  }

  @Test
  void inLayersLibrariesFindTheAppAtTheFirstStartAndAfterEachUpdate() throws Exception {
    watch();
    assertThat(results()).contains("body 1", "resource 1").isEqualTo(withoutUs());

    save(TEXT, "body 1", "body 2", "redefine", "method bodies changed in Text");
    assertThat(results()).contains("body 2").doesNotContain("body 1").isEqualTo(withoutUs());

    save(PAGE, "resource 1", "resource 2", "resource", "");
    assertThat(results()).contains("resource 2").isEqualTo(withoutUs());

    save(TEXT, "\"body 2\";", "three();", "jvm", "; a library has loaded class ");
    // None has looked up anything in the new JVM yet.
    save(CONTROLLER, "@RestController", "@RestController(\"renamed\")", "restart", "");
    assertThat(results()).contains("body 3").doesNotContain("body 2").isEqualTo(withoutUs());

    save("pom.xml", "<dependencies>", DEPENDENCY, "jvm", "dependency commons-codec");
    classPath = classPath();
    assertThat(results()).contains("body 3").isEqualTo(withoutUs());
  }

  @Test
  void onOneClassPathLibrariesFindTheAppAtTheFirstStartAndAfterEachUpdate() throws Exception {
    project.save(
        "src/main/java/org/apache/commons/lang3/Shared.java",
        "package org.apache.commons.lang3;\n\nclass Shared {}\n");
    watch();
    assertThat(results()).contains("body 1", "resource 1").isEqualTo(withoutUs());
    ArchiveDumps.awaitQuiet();

    save(TEXT, "body 1", "body 2", "redefine", "method bodies changed in Text");
    save(PAGE, "resource 1", "resource 2", "resource", "");
    assertThat(results()).contains("body 2", "resource 2").isEqualTo(withoutUs());

    save(TEXT, "\"body 2\";", "three();", "jvm", "");
    assertThat(command()).anyMatch(option -> option.startsWith("-XX:SharedArchiveFile="));
    assertThat(results()).contains("body 3").doesNotContain("body 2").isEqualTo(withoutUs());
  }

  private void watch() throws IOException {
    session = bench.start(bench.maven(project, "dev:watch"));
    url = session.events().awaitReady(READY).url();
    classPath = classPath();
  }

  private String classPath() throws IOException {
    List<String> command = command();
    return command.get(command.indexOf("-cp") + 1);
  }

  private void save(String file, String old, String replacement, String strategy, String reason) {
    Events events = session.events().fromNow();
    project.edit(
        file,
        text ->
            text.replace(old, replacement)
                .replaceFirst(
                    "}\\s*$",
                    replacement.equals("three();")
                        ? "  static String three() {\n    return \"body 3\";\n  }\n}\n"
                        : "}\n"));
    Events.Event update = events.await("update", SERVED, event -> event.is("update"));
    assertThat(update.text("strategy")).as(update.toString()).isEqualTo(strategy);
    assertThat(update.text("reason")).contains(reason);
  }

  private String results() throws IOException {
    String results = answer(URI.create(url + "/results"));
    assertThat(results.lines()).hasSize(LOOKUPS).noneMatch(line -> line.contains("FAILED"));
    return results;
  }

  /** However long it takes: many libraries begin here. */
  private static String answer(URI uri) throws IOException {
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What the app writes under {@code java -cp}. */
  private String withoutUs() throws Exception {
    Path results = folder.resolve("results");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "org.acme.libraries.Application",
                "write",
                results.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(java.waitFor(SERVED.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return Files.readString(results);
  }

  private List<String> command() throws IOException {
    ProcessHandle app =
        session.descendants().stream()
            .filter(each -> each.info().commandLine().orElse("").contains("-javaagent:"))
            .findFirst()
            .orElseThrow();
    Path command = Path.of("/proc", Long.toString(app.pid()), "cmdline");
    return Arrays.asList(Files.readString(command).split("\0"));
  }
}
