package dev.innerloop.image.dockerfile;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows a build by the output of its tool: Docker's legacy builder, BuildKit, Podman and Buildah.
 */
final class BuildProgress {

  /** {@code Step 3/5 : COPY …}, {@code STEP 3/5: COPY …}, {@code [1/2] STEP 3/5: COPY …}. */
  private static final Pattern STEP =
      Pattern.compile("(?:\\[\\d+/\\d+] )?(?i:step) (\\d+/\\d+) ?: (.+)");

  /** BuildKit: {@code #7 [build 3/5] COPY …}. */
  private static final Pattern VERTEX = Pattern.compile("#\\d+ \\[(?:\\S+ +)?(\\d+/\\d+)] (.+)");

  /** BuildKit's location of a failure. */
  private static final Pattern POSITION = Pattern.compile("\\S*Dockerfile\\S*:(\\d+)");

  private static final int SHOWN_LINES = 8;

  private final Path dockerfile;

  @GuardedBy("this")
  private @Nullable String instruction;

  @GuardedBy("this")
  private @Nullable Integer line;

  BuildProgress(Path dockerfile) {
    this.dockerfile = dockerfile;
  }

  /** The step that starts with a line of output, if any. */
  synchronized Optional<String> read(String output) {
    Matcher position = POSITION.matcher(output);
    if (position.matches()) {
      line = Integer.valueOf(position.group(1));
    }
    for (Pattern pattern : List.of(STEP, VERTEX)) {
      Matcher matcher = pattern.matcher(output);
      if (matcher.matches()) {
        instruction = matcher.group(2);
        return Optional.of(matcher.group(1) + ": " + matcher.group(2));
      }
    }
    return Optional.empty();
  }

  synchronized Problem failure(String tool, ProgramResult result) {
    StringBuilder what = new StringBuilder(tool + " cannot build " + dockerfile);
    line().ifPresent(number -> what.append(':').append(number));
    if (instruction != null) {
      what.append(" (").append(squeezed(instruction)).append(')');
    }
    what.append(". Output:");
    result.lastLines(SHOWN_LINES).forEach(line -> what.append("\n  ").append(line));
    return new Problem(what.toString(), remedy());
  }

  @GuardedBy("this")
  private String remedy() {
    String failed = String.valueOf(instruction);
    return failed.matches("(?i)(copy|add) .*\\btarget/.*")
        ? "The Dockerfile copies files that mvn package creates: add package before the goal, as in"
            + " mvn package dev:image, or build them in the Dockerfile."
        : "Fix the Dockerfile, or remove dev.builder: the plugin builds images without a"
            + " Dockerfile.";
  }

  /** The line of the failure: as reported by the tool, or else that of the last instruction. */
  @GuardedBy("this")
  private Optional<Integer> line() {
    if (line != null || instruction == null) {
      return Optional.ofNullable(line);
    }
    try {
      List<String> lines = Files.readAllLines(dockerfile);
      for (int i = 0; i < lines.size(); i++) {
        String written = squeezed(lines.get(i)).replaceFirst("\\\\$", "").strip();
        if (!written.isEmpty() && squeezed(instruction).startsWith(written)) {
          return Optional.of(i + 1);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the tool has just read the file; report it without a line
    }
  }

  private static String squeezed(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
