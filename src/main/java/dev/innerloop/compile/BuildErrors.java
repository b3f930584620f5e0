package dev.innerloop.compile;

import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.compile.javac.Diagnostic.Position;
import dev.innerloop.compile.javac.Diagnostic.Severity;
import dev.innerloop.project.build.BuildFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the errors of compilers and code generators in the failures of the project's build. */
public final class BuildErrors {

  private static final int LINES = 10;
  private static final String FILE = "(?:file:(?://)?)?(?<file>(?:[A-Za-z]:)?[^:\\[\\]]+\\.\\w+)";
  private static final String LINE = "(?<line>[1-9]\\d*)";

  /** In the order in which they are tried. */
  private static final List<Pattern> FORMATS =
      List.of(
          // maven-compiler-plugin with any compiler, kotlin-maven-plugin, antlr4, xjc
          Pattern.compile(
              FILE + "(?::| )\\[" + LINE + "(?:[,:](?<column>\\d+))?]:? ?(?<message>.*)"),
          // kotlin-maven-plugin in its log
          Pattern.compile(FILE + ": \\(" + LINE + ", (?<column>\\d+)\\) (?<message>.*)"),
          // kotlin-maven-plugin since 2.2
          Pattern.compile(
              FILE.replace("\\w+", "kts?") + ":" + LINE + ":(?<column>\\d+) (?<message>.*)"),
          // aspectj-maven-plugin, which has no columns
          Pattern.compile(FILE + ":" + LINE + "(?<column>)(?::\\d+)?::\\d+ (?<message>.*)"),
          // groovyc, which has the column at the end or on the next line
          Pattern.compile(
              FILE
                  + ": "
                  + LINE
                  + ": (?<message>.*?)"
                  + "(?: @ line \\d+, column (?<column>\\d+)\\.)?"),
          // scalac and javac; protoc and antlr4, which print something before the file
          Pattern.compile(
              "(?:[^:/\\\\]+: )?"
                  + FILE
                  + ":"
                  + LINE
                  + "(?::(?<column>\\d+))?: (?:error: )*(?<message>.*)"));

  /** After it, groovyc shows the source. */
  private static final Pattern GROOVY_COLUMN =
      Pattern.compile(".*@ line \\d+, column (?<column>\\d+)\\.");

  /** After it, groovy-eclipse shows the source, and only then the message. */
  private static final Pattern GROOVY_ECLIPSE =
      Pattern.compile("\\d+\\. ERROR in .+ \\(at line \\d+\\)");

  /** What stands before the message of a logged exception. */
  private static final Pattern EXCEPTION = Pattern.compile("^(?:[\\w$]+\\.)+[\\w$]+: ");

  private final Path root;

  /**
   * @param root paths are shown relative to it
   */
  public BuildErrors(Path root) {
    this.root = root;
  }

  /**
   * At least one error; the beginning of what the build reports if none has a position.
   *
   * @param inputs that have changed: some plugins print only the name of a file
   */
  public List<Diagnostic> of(BuildFailure failure, Collection<Path> inputs) {
    return failure.details().stream()
        .map(text -> located(text, inputs))
        .filter(errors -> !errors.isEmpty())
        .findFirst()
        .orElseGet(() -> List.of(unlocated(failure)));
  }

  private static Diagnostic unlocated(BuildFailure failure) {
    String message = String.valueOf(failure.getMessage());
    List<String> lines =
        Stream.concat(
                message.lines(),
                failure.details().stream()
                    .flatMap(String::lines)
                    .filter(line -> !message.contains(line.strip())))
            .map(String::stripTrailing)
            .filter(line -> !line.isEmpty())
            .distinct()
            .limit(LINES)
            .toList();
    return new Diagnostic(Severity.ERROR, Optional.empty(), String.join("\n", lines));
  }

  private List<Diagnostic> located(String text, Collection<Path> inputs) {
    LinkedHashSet<Diagnostic> errors = new LinkedHashSet<>(); // some plugins report them twice
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Optional<Matcher> found = match(lines.get(i).strip());
      if (found.isPresent()) {
        errors.add(error(found.get(), lines.subList(i + 1, lines.size()), inputs));
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
  private static List<String> continuation(List<String> lines) {
    List<String> following = new ArrayList<>();
    for (String line : lines) {
      if (line.isBlank() || !Character.isWhitespace(line.charAt(0)) || match(line).isPresent()) {
        break;
      }
      following.add(line.stripTrailing());
    }
    return following;
  }

  private static Optional<String> afterSource(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isEmpty() && !Character.isWhitespace(line.charAt(0)))
        .findFirst()
        .filter(line -> match(line).isEmpty())
        .map(line -> line.replaceFirst("^Groovy:", ""));
  }

  private Diagnostic error(Matcher found, List<String> next, Collection<Path> inputs) {
    String column = found.group("column");
    List<String> message = new ArrayList<>(List.of(found.group("message").strip()));
    if (message.get(0).isEmpty() && !next.isEmpty()) {
      message.set(0, EXCEPTION.matcher(next.get(0).strip()).replaceFirst(""));
    }
    boolean isWhole = GROOVY_COLUMN.matcher(found.group()).matches();
    if (GROOVY_ECLIPSE.matcher(message.get(0)).matches()) {
      message.set(0, afterSource(next.subList(1, next.size())).orElse(message.get(0)));
      isWhole = true;
    }
    for (String line : isWhole ? List.<String>of() : continuation(next)) {
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
                shown(file(found.group("file"), inputs)),
                Long.parseLong(found.group("line")),
                column == null || column.isEmpty() ? 0 : Long.parseLong(column))),
        String.join("\n", message));
  }

  private Path file(String printed, Collection<Path> inputs) {
    Path file = Path.of(printed);
    return inputs.stream()
        .filter(input -> input.endsWith(file) && !Files.exists(root.resolve(file)))
        .findFirst()
        .orElse(file);
  }

  private String shown(Path file) {
    Path shown = file.startsWith(root) ? root.relativize(file) : file;
    return shown.toString().replace('\\', '/');
  }
}
