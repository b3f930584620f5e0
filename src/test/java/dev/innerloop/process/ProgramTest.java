package dev.innerloop.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

  @TempDir private Path folder;

  @Test
  void findsNoProgramThatIsNotOnThePath() {
    assertThat(new Programs(Map.of("PATH", folder.toString())).find("kind")).isEmpty();
    assertThat(new Programs(Map.of()).find("kind")).isEmpty();
  }

  @Test
  void takesTheFirstOfThePathThatCanBeExecuted() throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("first")).resolve("kind"), "no script");
    FakeProgram.named("kind", folder.resolve("second"), "echo second");
    String path = folder.resolve("first") + ":" + folder.resolve("second");

    Program found = new Programs(Map.of("PATH", path)).find("kind").orElseThrow();

    assertThat(found.query(Duration.ofSeconds(10), List.of()).output()).containsExactly("second");
  }

  @Test
  void tellsWhatAFailedProgramSaidLast() throws IOException {
    ProgramResult result =
        FakeProgram.named(
                "kind",
                folder,
                "echo working; printf '\\033[31mERROR: no nodes found\\033[0m\\n\\n' >&2; exit 3")
            .program()
            .run(List.of(), Program.Input.NONE, line -> {});

    assertThat(result.succeeded()).isFalse();
    assertThat(result.lastLine()).isEqualTo("ERROR: no nodes found");
  }

  @Test
  void tellsTheExitCodeOfOneThatSaysNothing() throws IOException {
    ProgramResult result =
        FakeProgram.named("kind", folder, "exit 3")
            .program()
            .run(List.of(), Program.Input.NONE, line -> {});

    assertThat(result.lastLine()).isEqualTo("exit code 3");
  }

  @Test
  void hearsOneThatEndsBeforeItHasReadAll() throws IOException {
    Path program =
        Files.writeString(folder.resolve("docker"), "#!/bin/sh\necho full >&2\nexit 1\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();

    ProgramResult result =
        new Programs(Map.of("PATH", folder.toString()))
            .find("docker")
            .orElseThrow()
            .run(List.of(), out -> out.write(new byte[10_000_000]), line -> {});

    assertThat(result.lastLine()).isEqualTo("full");
  }

  @Test
  void failsWhereItsInputCannotBeRead() throws IOException {
    Program program = FakeProgram.named("docker", folder).program();

    assertThatThrownBy(
            () ->
                program.run(
                    List.of(),
                    out -> {
                      throw new IOException("no such blob");
                    },
                    line -> {}))
        .isInstanceOf(Problem.class)
        .hasMessage("Cannot read the input of docker: no such blob");
  }

  @Test
  void waitsNoLongerThanItMayForAnAnswer() throws IOException {
    ProgramResult result =
        FakeProgram.named("docker", folder, "exec /bin/sleep 60")
            .program()
            .query(Duration.ofMillis(300), List.of("version"));

    assertThat(result.succeeded()).isFalse();
    assertThat(result.lastLine()).isEqualTo("no answer within 0 s");
  }

  @Test
  void readsTheWholeOutputWithLongLinesInOnePiece() throws IOException {
    ProgramResult result =
        FakeProgram.named(
                "helm", folder, "for i in {1..1000}; do echo $i; done; printf '%0100000d\\n' 0")
            .program()
            .read(Duration.ofMinutes(1), List.of());

    assertThat(result.output()).hasSize(1001).startsWith("1", "2").endsWith("0".repeat(100_000));
  }
}
