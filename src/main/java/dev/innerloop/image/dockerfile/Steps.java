package dev.innerloop.image.dockerfile;

import dev.innerloop.image.tool.Outcome;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows a build by what its tool writes: Docker's builders old and new, Podman and buildah. */
final class Steps {

  /** {@code Step 3/5 : COPY …}, {@code STEP 3/5: COPY …}, {@code [1/2] STEP 3/5: COPY …}. */
  private static final Pattern STEP =
      Pattern.compile("(?:\\[\\d+/\\d+] )?(?i:step) (\\d+/\\d+) ?: (.+)");

  /** BuildKit: {@code #7 [build 3/5] COPY …}. */
  private static final Pattern VERTEX = Pattern.compile("#\\d+ \\[(?:\\S+ +)?(\\d+/\\d+)] (.+)");

  /** BuildKit, of what failed. */
  private static final Pattern PLACE = Pattern.compile("\\S*Dockerfile\\S*:(\\d+)");

  private static final int SHOWN_LINES = 8;

  private final Path dockerfile;
  private @Nullable String instruction;
  private @Nullable Integer line;

  Steps(Path dockerfile) {
    this.dockerfile = dockerfile;
  }

  /** The step that begins with a line of output, if one does. */
  synchronized Optional<String> read(String output) {
    Matcher place = PLACE.matcher(output);
    if (place.matches()) {
      line = Integer.valueOf(place.group(1));
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

  synchronized Problem failure(String tool, Outcome outcome) {
    StringBuilder what = new StringBuilder(tool + " cannot build " + dockerfile);
    line().ifPresent(number -> what.append(':').append(number));
    if (instruction != null) {
      what.append(" (").append(squeezed(instruction)).append(')');
    }
    what.append(". It says:");
    outcome.lastLines(SHOWN_LINES).forEach(said -> what.append("\n  ").append(said));
    return new Problem(what.toString(), remedy());
  }

  private String remedy() {
    String failed = String.valueOf(instruction);
    return failed.matches("(?i)(copy|add) .*\\btarget/.*")
        ? "The Dockerfile takes what mvn package makes: put package before the goal, as in mvn"
            + " package dev:image, or let the Dockerfile build it."
        : "Mend the Dockerfile, or leave dev.builder out: the plugin needs none.";
  }

  /** Of what failed: as the tool says, else where the last instruction stands. */
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
      return Optional.empty(); // it has just been read by the tool; then it is named without a line
    }
  }

  private static String squeezed(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
