package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session that is not the only one who writes into the project: git, an IDE, another Maven. */
class SharedOutputIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final String SOURCES = "src/main/java/com/example/hello/";
  private static final int PARTS = 24;

  @RegisterExtension final Bench bench = new Bench();

  private final ProjectCopy project = bench.copy(Example.HELLO);
  private MavenRun session;
  private String url;

  /** Answers with the texts of many classes. */
  @BeforeEach
  void write() {
    write(0, PARTS, "first");
  }

  @Test
  void aCheckoutOfAnotherBranchEndsAsAFreshStartThere() {
    git("init", "-q", "-b", "first");
    git("add", ".");
    git("commit", "-q", "-m", "first");
    git("checkout", "-q", "-b", "second");
    for (int part = 0; part < PARTS / 2; part++) {
      delete(part);
    }
    write(PARTS / 2, PARTS + 8, "second");
    project.edit(SOURCES + "Part20.java", text -> text.replace("class", "final class"));
    git("add", "-A");
    git("commit", "-q", "-m", "second");
    git("checkout", "-q", "first");
    start();
    Http.awaitAnswer(url, answer(0, PARTS, "first"), SERVED);

    git("checkout", "-q", "second");
    Http.awaitAnswer(url, answer(PARTS / 2, PARTS + 8, "second"), SERVED);
    git("checkout", "-q", "first");
    Http.awaitAnswer(url, answer(0, PARTS, "first"), SERVED);
    git("checkout", "-q", "second");

    endsAsAFreshStart(answer(PARTS / 2, PARTS + 8, "second"));
  }

  @Test
  void anIdeAndAnotherMavenWriteTheSameClassesAtTheSameTime() throws Exception {
    start();
    Http.awaitAnswer(url, answer(0, PARTS, "first"), SERVED);

    for (String text : List.of("second", "third")) {
      write(0, PARTS, text);
      Process ide = ide();
      MavenRun other = bench.start(bench.maven(project, "compile"));
      Http.awaitAnswer(url, answer(0, PARTS, text), SERVED);
      assertThat(ide.waitFor(60, TimeUnit.SECONDS)).isTrue();
      other.succeed(READY);
    }
    // A signature that others are compiled against.
    project.edit(
        SOURCES + "Part1.java",
        text -> text.replace("static String text()", "static CharSequence text()"));

    endsAsAFreshStart(answer(0, PARTS, "third"));
  }

  @Test
  void theNextBuildDeletesTheClassOfASourceThatOnlyTheSessionHasCompiled() throws Exception {
    start();
    write(PARTS, PARTS + 1, "new");
    Await.untilAsserted(SERVED, () -> assertThat(classes()).contains("Part" + PARTS));
    session.interrupt();
    session.exitCode(READY);
    write(0, PARTS, "first");
    delete(PARTS);

    bench.start(bench.maven(project, "compile")).succeed(READY);

    assertThat(classes()).isEqualTo(expectedClasses());
  }

  private void start() {
    session = bench.start(bench.maven(project, "dev:watch"));
    url = session.events().awaitReady(READY).url();
  }

  /** The same files are in the replica, and the same answer comes, as from a clean build. */
  private void endsAsAFreshStart(String answer) {
    Await.untilAsserted(
        SERVED,
        () -> {
          assertThat(Http.get(url)).isEqualTo(answer);
          assertThat(classes()).isEqualTo(expectedClasses());
        });
    MavenRun clean = bench.start(bench.maven(freshCopy(), "dev:watch"));
    String freshUrl = clean.events().awaitReady(READY).url();
    Http.awaitAnswer(freshUrl, answer, SERVED);
    Await.untilAsserted(SERVED, () -> assertThat(digest(session)).isEqualTo(digest(clean)));
  }

  /** Of all that the replica confirmed last. */
  private static String digest(MavenRun run) {
    List<Events.Event> updates = run.events().all(event -> event.is("update"));
    return updates
        .get(updates.size() - 1)
        .json()
        .path("replicas")
        .path(0)
        .path("digest")
        .asString();
  }

  private ProjectCopy freshCopy() {
    return ProjectCopy.of(project.folder(), project.folder().resolveSibling("fresh"));
  }

  private List<String> expectedClasses() throws IOException {
    return names(project.folder().resolve(SOURCES), ".java");
  }

  private List<String> classes() throws IOException {
    return names(project.folder().resolve("target/classes/com/example/hello"), ".class");
  }

  private static List<String> names(Path folder, String extension) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString().replace(extension, ""))
          .sorted()
          .toList();
    }
  }

  private static String answer(int from, int to, String text) {
    return IntStream.range(from, to)
        .mapToObj(part -> part + " " + text)
        .collect(Collectors.joining(", "));
  }

  private void write(int from, int to, String text) {
    for (int part = from; part < to; part++) {
      project.save(
          SOURCES + "Part" + part + ".java",
          """
          package com.example.hello;
          class Part%d {
            static String text() {
              return "%d %s";
            }
          }
          """
              .formatted(part, part, text));
    }
    String all =
        IntStream.range(from, to)
            .mapToObj(part -> "Part" + part + ".text()")
            .collect(Collectors.joining(", "));
    project.save(
        Example.HELLO.source(),
        project
            .read(Example.HELLO.source())
            .replaceFirst("return \"Hello.*", "return String.join(\", \", texts());")
            .replaceFirst(
                "(?s)(?:  static CharSequence\\[\\] texts.*?\n"
                    + "  }\n\n"
                    + ")?  private static String page",
                "  static CharSequence[] texts() {\n    return new CharSequence[] {"
                    + all
                    + "};\n  }\n\n  private static String page"));
  }

  private void delete(int part) {
    try {
      Files.delete(project.folder().resolve(SOURCES + "Part" + part + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As an IDE does: it compiles into the same folder, by itself. */
  private Process ide() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/javac").toString(),
                "-g",
                "--release",
                "17",
                "-d",
                "target/classes"));
    try (var sources = Files.list(project.folder().resolve(SOURCES))) {
      sources.forEach(source -> command.add(source.toString()));
    }
    return new ProcessBuilder(command)
        .directory(project.folder().toFile())
        .redirectErrorStream(true)
        .redirectOutput(project.folder().resolveSibling("ide.log").toFile())
        .start();
  }

  private void git(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "user.name=Jane",
                "-c",
                "user.email=jane@example.com",
                "-c",
                "core.hooksPath=hooks"));
    command.addAll(List.of(arguments));
    try {
      Process git =
          new ProcessBuilder(command)
              .directory(project.folder().toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(git.getInputStream().readAllBytes());
      assertThat(git.waitFor()).as("%s: %s", command, said).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Await.Abandoned("Interrupted", e);
    }
  }
}
