package dev.innerloop.image.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.problem.Problem;
import dev.innerloop.process.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildProgressTest {

  @TempDir private Path folder;
  private Path dockerfile;

  @BeforeEach
  void write() throws IOException {
    dockerfile =
        Files.writeString(
            folder.resolve("Dockerfile"),
            """
            FROM localhost:5000/jre:17
            # the app
            COPY   target/app.jar /app.jar
            RUN echo one && \\
                echo two
            ENTRYPOINT ["java", "-jar", "/app.jar"]
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Step 3/5 : COPY target/app.jar /app.jar      | 3/5: COPY target/app.jar /app.jar
          STEP 3/5: COPY target/app.jar /app.jar       | 3/5: COPY target/app.jar /app.jar
          [2/2] STEP 3/5: COPY target/app.jar /app.jar | 3/5: COPY target/app.jar /app.jar
          #7 [3/5] COPY target/app.jar /app.jar        | 3/5: COPY target/app.jar /app.jar
          #7 [build 3/5] RUN mvn package               | 3/5: RUN mvn package
          """)
  void knowsTheStepsOfAllTools(String line, String step) {
    assertThat(steps().read(line)).contains(step);
  }

  @Test
  void takesOtherOutputForNoStep() {
    assertThat(steps().read(" ---> 8c7f3b1a2d4e")).isEmpty();
    assertThat(steps().read("#7 CACHED")).isEmpty();
    assertThat(steps().read("step by step")).isEmpty();
  }

  @Test
  void namesTheLineOfTheStepThatFailed() {
    BuildProgress steps = steps();
    steps.read("Step 2/5 : COPY target/app.jar /app.jar");

    Problem problem = steps.failure("docker", failed("COPY failed: no such file"));

    assertThat(problem)
        .hasMessage(
            "docker cannot build "
                + dockerfile
                + ":3 (COPY target/app.jar /app.jar). Output:\n"
                + "  Sending context\n  COPY failed: no such file");
    assertThat(problem.remedy())
        .isEqualTo(
            "The Dockerfile copies files that mvn package creates: add package before the goal, as"
                + " in mvn package dev:image, or build them in the Dockerfile.");
  }

  @Test
  void namesTheFirstLineOfAStepOfSeveral() {
    BuildProgress steps = steps();
    steps.read("STEP 3/5: RUN echo one &&     echo two");

    assertThat(steps.failure("buildah", failed("exit status 1")))
        .hasMessageStartingWith(
            "buildah cannot build " + dockerfile + ":4 (RUN echo one && echo two). Output:");
  }

  @Test
  void believesTheToolAboutTheLine() {
    BuildProgress steps = steps();
    steps.read("#7 [2/3] COPY target/app.jar /app.jar");
    steps.read("Dockerfile:5");

    assertThat(steps.failure("docker", failed("ERROR: failed to solve")))
        .hasMessageStartingWith(
            "docker cannot build " + dockerfile + ":5 (COPY target/app.jar /app.jar). Output:");
  }

  @Test
  void namesNoLineBeforeTheFirstStep() {
    assertThat(steps().failure("docker", failed("Cannot connect")))
        .hasMessageStartingWith("docker cannot build " + dockerfile + ". Output:");
  }

  private BuildProgress steps() {
    return new BuildProgress(dockerfile);
  }

  private static ProgramResult failed(String last) {
    return new ProgramResult(1, List.of(), List.of("Sending context", "", last));
  }
}
