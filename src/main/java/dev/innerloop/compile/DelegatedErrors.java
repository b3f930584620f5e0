package dev.innerloop.compile;

import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.compile.javac.Diagnostic.Position;
import dev.innerloop.compile.javac.Diagnostic.Severity;
import dev.innerloop.project.build.BuildFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the errors of compilers in the failures of the Maven plugins that ran them. */
final class DelegatedErrors {

  private static final int LINES = 10;
  private static final String FILE = "(?:file://)?(?<file>(?:[A-Za-z]:)?[^:\\[\\]]+\\.\\w+)";

  /** In the order in which they are tried. */
  private static final List<Pattern> FORMATS =
      List.of(
          // maven-compiler-plugin with any compiler, kotlin-maven-plugin
          Pattern.compile(FILE + ":\\[(?<line>\\d+)(?:,(?<column>\\d+))?] (?<message>.*)"),
          // kotlin-maven-plugin in its log
          Pattern.compile(FILE + ": \\((?<line>\\d+), (?<column>\\d+)\\) (?<message>.*)"),
          // aspectj-maven-plugin, which has no columns
          Pattern.compile(FILE + ":(?<line>\\d+)(?<column>)(?::\\d+)?::\\d+ (?<message>.*)"),
          // groovyc, which has the column at the end or on the next line
          Pattern.compile(
              FILE
                  + ": (?<line>\\d+): (?<message>.*?)"
                  + "(?: @ line \\d+, column (?<column>\\d+)\\.)?"),
          // scalac and javac
          Pattern.compile(
              FILE + ":(?<line>\\d+)(?::(?<column>\\d+))?: (?:error: )?(?<message>.*)"));

  /** After it, groovyc shows the source. */
  private static final Pattern GROOVY_COLUMN =
      Pattern.compile(".*@ line \\d+, column (?<column>\\d+)\\.");

  private final Path root;

  /**
   * @param root paths are shown relative to it
   */
  DelegatedErrors(Path root) {
    this.root = root;
  }

  /** At least one error; the beginning of the build's own message if none has a position. */
  List<Diagnostic> of(BuildFailure failure) {
    return failure.details().stream()
        .map(this::located)
        .filter(errors -> !errors.isEmpty())
        .findFirst()
        .orElseGet(() -> List.of(unlocated(failure)));
  }

  private static Diagnostic unlocated(BuildFailure failure) {
    List<String> lines =
        String.valueOf(failure.getMessage())
            .lines()
            .map(String::stripTrailing)
            .filter(line -> !line.isEmpty())
            .limit(LINES)
            .toList();
    return new Diagnostic(Severity.ERROR, Optional.empty(), String.join("\n", lines));
  }

  private List<Diagnostic> located(String text) {
    LinkedHashSet<Diagnostic> errors = new LinkedHashSet<>(); // some plugins report them twice
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Optional<Matcher> found = match(lines.get(i).strip());
      if (found.isPresent()) {
        errors.add(error(found.get(), following(lines, i + 1)));
      }
    }
    return List.copyOf(errors);
  }

  private static Optional<Matcher> match(String line) {
    return FORMATS.stream()
        .map(format -> format.matcher(line))
        .filter(Matcher::matches)
        .findFirst();
  }

  /** The indented lines that belong to an error. */
  private static List<String> following(List<String> lines, int first) {
    List<String> following = new ArrayList<>();
    for (int i = first; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || !Character.isWhitespace(line.charAt(0)) || match(line).isPresent()) {
        break;
      }
      following.add(line.stripTrailing());
    }
    return following;
  }

  private Diagnostic error(Matcher found, List<String> following) {
    String column = found.group("column");
    List<String> message = new ArrayList<>(List.of(found.group("message").strip()));
    boolean isWhole = GROOVY_COLUMN.matcher(found.group()).matches();
    for (String line : isWhole ? List.<String>of() : following) {
      Matcher groovy = GROOVY_COLUMN.matcher(line);
      if (groovy.matches()) {
        column = groovy.group("column");
        break;
      }
      message.add(line);
    }
    return new Diagnostic(
        Severity.ERROR,
        Optional.of(
            new Position(
                shown(Path.of(found.group("file"))),
                Long.parseLong(found.group("line")),
                column == null || column.isEmpty() ? 0 : Long.parseLong(column))),
        String.join("\n", message));
  }

  private String shown(Path file) {
    Path shown = file.startsWith(root) ? root.relativize(file) : file;
    return shown.toString().replace('\\', '/');
  }
}
