package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import dev.innerloop.testing.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a session does on projects of other people, as they are: called by its name, with {@code
 * -Ddev.survey=FILE}, a line for each project: name, folder, module of the app, and further
 * arguments of Maven, separated by tabs. Writes {@code target/survey.md} after each project.
 */
class PublicProjectSurvey {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration DELIVERED = Duration.ofSeconds(90);
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final Set<String> OUTPUTS = Set.of("classes/", "modules/");
  private static final List<String> STEPS =
      List.of(
          "start",
          "body",
          "structure",
          "resource",
          "POM change",
          "error",
          "repair",
          "branch switch");

  private final WarmMaven maven = new WarmMaven(MavenHome.ofThisBuild().folder());
  private final Map<String, Map<String, String>> table = new LinkedHashMap<>();

  private record Subject(String name, Path folder, String module, List<String> arguments) {

    static Subject parse(String line) {
      String[] fields = line.split("\t", -1);
      return new Subject(
          fields[0],
          Path.of(fields[1]),
          fields[2].equals(".") ? "" : fields[2],
          fields.length > 3 && !fields[3].isBlank() ? List.of(fields[3].split(" ")) : List.of());
    }
  }

  @Test
  @Timeout(value = 12, unit = TimeUnit.HOURS) // as many projects as asked for
  void survey() throws Exception {
    for (String line : Files.readAllLines(Path.of(System.getProperty("dev.survey")))) {
      Subject subject = Subject.parse(line);
      Map<String, String> row = new LinkedHashMap<>();
      table.put(subject.name(), row);
      Bench bench = new Bench();
      try (ReservedPort port = new ReservedPort()) {
        survey(subject, bench, port, row);
      } catch (RuntimeException | IOException | AssertionError e) {
        row.putIfAbsent(STEPS.get(row.size()), "FAILED: " + firstLine(e));
        System.out.println("[survey] " + subject.name() + ": " + e);
      } finally {
        bench.close();
        write();
      }
    }
  }

  private void survey(Subject subject, Bench bench, ReservedPort port, Map<String, String> row)
      throws IOException {
    ProjectCopy project = bench.copy(subject.folder());
    if (!Files.exists(project.folder().resolve(".git"))) {
      GitRepository.create(project.folder());
    }
    GitRepository repository = new GitRepository(project.folder());
    repository.commit();
    FreshBuild fresh = new FreshBuild(maven, bench, project, subject.module(), subject.arguments());
    SortedSet<String> masked =
        fresh.unstable(() -> project.save("README.md", "edited, so that not all is committed\n"));
    long begin = System.nanoTime();
    List<String> goals = new ArrayList<>(subject.arguments());
    goals.add("dev.innerloop:dev-maven-plugin:" + System.getProperty("it.version") + ":watch");
    MavenRun session =
        bench.start(
            bench.maven(project, goals.toArray(String[]::new)).set("dev.localPort", port.number()));
    session.events().awaitReady(READY);
    row.put("start", (System.nanoTime() - begin) / 1_000_000 + " ms");
    Observed observed = new Observed(session, fresh, masked, FidelityCase.workspace(session));
    observed.compare("start", row);

    Path app = project.folder().resolve(subject.module()).normalize();
    SourceEdit source =
        SourceEdit.in(app.resolve("src/main"))
            .or(() -> SourceEdit.in(project.folder()))
            .orElseThrow(() -> new IllegalStateException("no method with a string"));
    observed.update("body", row, () -> source.body("x"));
    observed.update("structure", row, () -> source.structure("surveyed"));
    Optional<Path> resource = resource(app);
    if (resource.isPresent()) {
      observed.update("resource", row, () -> append(resource.get()));
    } else {
      row.put("resource", "none");
    }
    observed.update("POM change", row, () -> addDependency(app.resolve("pom.xml")));
    Events events = session.events().fromNow();
    source.error();
    events.await("an error", DELIVERED, Events.Event::isFailure);
    row.put("error", "told");
    observed.update("repair", row, source::restore);
    observed.update("branch switch", row, () -> switchBranch(repository, source, project));
    session.interrupt();
  }

  private static void switchBranch(GitRepository repository, SourceEdit source, ProjectCopy project)
      throws IOException {
    repository.commit();
    GitRepository other = repository.worktree(project.folder().resolveSibling("other"));
    Path inOther = other.folder().resolve(project.folder().relativize(source.file()));
    new SourceEdit(inOther, source.text(), source.literal(), source.end()).structure("switched");
    String name = String.valueOf(inOther.getFileName());
    String declaration =
        Files.readAllLines(inOther).stream()
            .filter(line -> line.startsWith("package "))
            .findFirst()
            .orElse("");
    Files.writeString(
        inOther.resolveSibling("Surveyed" + name.substring(name.lastIndexOf('.'))),
        declaration + "\n\nclass Surveyed {\n\n}\n");
    other.commit();
    String head = other.head();
    repository.remove(other);
    repository.checkOut(head);
  }

  private static Optional<Path> resource(Path app) throws IOException {
    Path resources = app.resolve("src/main/resources");
    if (!Files.isDirectory(resources)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(resources)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      return Stream.of(".html", ".ftl", ".css", ".js", ".properties", ".yml", ".xml", ".txt")
          .flatMap(end -> all.stream().filter(file -> file.toString().endsWith(end)))
          .findFirst();
    }
  }

  private static void append(Path file) throws IOException {
    String name = file.toString();
    String more =
        name.endsWith(".properties") || name.endsWith(".yml")
            ? "\n# surveyed\n"
            : name.endsWith(".css") || name.endsWith(".js")
                ? "\n/* surveyed */\n"
                : "\n<!-- surveyed -->\n";
    Files.writeString(file, Files.readString(file) + more);
  }

  private static void addDependency(Path pom) throws IOException {
    String dependency =
        "<dependency><groupId>org.apache.commons</groupId><artifactId>commons-math3</artifactId>"
            + "<version>3.6.1</version></dependency>";
    String text = Files.readString(pom);
    int end = endOfDependencies(text);
    if (end < 0) {
      end = text.lastIndexOf("</project>");
      dependency = "<dependencies>" + dependency + "</dependencies>";
    }
    Files.writeString(pom, text.substring(0, end) + dependency + text.substring(end));
  }

  /** Of the project itself, which are indented least: plugins and the management have some, too. */
  private static int endOfDependencies(String pom) {
    return Pattern.compile(
            "^([ \t]*)</dependencies>(?!\\s*</dependencyManagement>)", Pattern.MULTILINE)
        .matcher(pom)
        .results()
        .min(Comparator.comparing(match -> match.group(1).length()))
        .map(match -> match.end(1))
        .orElse(-1);
  }

  /** A session, and what its replica has to hold. */
  private record Observed(MavenRun session, FreshBuild fresh, Set<String> masked, Path workspace) {

    void update(String step, Map<String, String> row, Edit edit) throws IOException {
      Events events = session.events().fromNow();
      edit.perform();
      Events.Event update =
          events.await(step, DELIVERED, event -> event.is("update") || isRefused(event));
      row.put(
          step,
          update.is("update")
              ? update.totalMillis() + " ms, " + update.text("strategy")
              : "told: " + firstLine(update.text("message")));
      if (update.is("update")) {
        compare(step, row);
      }
      long errors = events.all(Events.Event::isFailure).size();
      if (errors > 0) {
        row.merge(step, errors + " errors", (one, other) -> one + ", " + other);
      }
    }

    private static boolean isRefused(Events.Event event) {
      return event.isFailure()
          || event.isReplica("crashed")
          || event.is("notice") && event.text("level").equals("warning");
    }

    void compare(String step, Map<String, String> row) {
      Optional<FreshBuild.Built> build = fresh.build();
      if (build.isEmpty()) {
        row.merge(step, "no fresh build", (one, other) -> one + ", " + other);
        return;
      }
      try (FreshBuild.Built built = build.get()) {
        DirectoryContent expected = built.content().below(OUTPUTS);
        Set<String> differences = new TreeSet<>();
        try {
          Await.untilAsserted(
              SETTLED,
              () -> {
                differences.clear();
                differences.addAll(
                    expected.differences(DirectoryContent.of(workspace).below(OUTPUTS), masked));
                if (!differences.isEmpty()) {
                  throw new AssertionError(step + ": " + differences);
                }
              });
        } catch (AssertionError e) {
          System.out.println("[survey] " + e.getMessage());
          row.merge(
              step,
              differences.size() + " differ, such as " + differences.iterator().next(),
              (one, other) -> one + ", " + other);
          differences.forEach(each -> masked.add(each.substring(each.indexOf(": ") + 2)));
        }
      }
    }
  }

  private interface Edit {
    void perform() throws IOException;
  }

  private static String firstLine(Throwable e) {
    return firstLine(String.valueOf(e.getMessage()));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").replace('|', '/');
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder("| project | " + String.join(" | ", STEPS) + " |\n|");
    text.append("---|".repeat(STEPS.size() + 1)).append('\n');
    table.forEach(
        (name, row) -> {
          text.append("| ").append(name);
          STEPS.forEach(step -> text.append(" | ").append(row.getOrDefault(step, "")));
          text.append(" |\n");
        });
    Files.writeString(Path.of("target/survey.md"), text.toString());
    System.out.println(text);
  }
}
