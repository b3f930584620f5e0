package dev.innerloop.acceptance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** A session on the example {@code clinic}, whose edits are timed. */
final class ClinicSession {

  static final String APP = "clinic";

  private static final String CONTROLLER = "src/main/java/com/example/clinic/ClinicController.java";
  private static final String TEMPLATE = "src/main/resources/templates/day.html";
  private static final String STYLE = "src/main/resources/static/style.css";
  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final String MAIN = "com.example.clinic.ClinicApplication";
  private static final Pattern OWN_START =
      Pattern.compile("Started ClinicApplication in ([0-9.]+) seconds");
  private static final int WARM_UPS = 3;
  private static final int ANSWERS_AFTERWARDS = 20;

  /** What phases of an update are called, in their order. */
  private static final List<String> PHASES =
      List.of("detect", "compile", "diff", "transfer", "apply", "serve", "total");

  private final ProjectCopy project;
  private final MavenRun watch;
  private final String url;
  private final Map<String, String> originals = new TreeMap<>();

  /**
   * An edit of which the user waits for an answer.
   *
   * @param path of the page that shows it
   */
  record Edit(String name, String strategy, String path, IntFunction<String> make) {}

  /**
   * @param first from the save until the first answer that shows it
   * @param all from the notice until the last replica served it
   * @param phases the medians
   * @param own what the app says that its own start took, of each replica and round
   * @param cpu of both apps together, for one update
   * @param answers what was answered meanwhile
   */
  record Row(
      Samples first,
      Samples all,
      Map<String, Double> phases,
      List<Double> own,
      Samples cpu,
      Answers answers) {

    List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("- first answer with the change: " + first);
      lines.add("- noticed until all replicas serve it: " + all);
      lines.add("");
      lines.add("| phase | median ms |");
      lines.add("|---|---|");
      PHASES.stream()
          .filter(phases::containsKey)
          .forEach(phase -> lines.add("| %s | %.0f |".formatted(phase, phases.get(phase))));
      lines.add("");
      if (!own.isEmpty()) {
        lines.add("- of serve, what the app says that its own start took: " + new Samples(own));
      }
      lines.add("- CPU time of the apps' JVMs, all replicas together: " + cpu);
      lines.add(
          "- of %d answers to constant requests failed: %d, were stale: %d"
              .formatted(answers.all, answers.failed, answers.stale));
      return lines;
    }
  }

  /** Counts the answers to constant requests. */
  private static final class Answers {

    private int all;
    private int failed;

    /** Without the change, although it had been served before. */
    private int stale;
  }

  private ClinicSession(ProjectCopy project, MavenRun watch) {
    this.project = project;
    this.watch = watch;
    this.url = watch.events().awaitReady(DEPLOYED).url();
    Http.awaitAnswer(url + "/text", "Welcome", SERVED);
  }

  static ProjectCopy copy(Bench bench) {
    return bench.copy(java.nio.file.Path.of("examples", APP));
  }

  static MavenCommand command(Bench bench, ProjectCopy project, String goal) {
    return command(bench, project, goal, 2);
  }

  static MavenCommand command(Bench bench, ProjectCopy project, String goal, int replicas) {
    return bench
        .onCluster(project, goal)
        .set("dev.delivery", "image")
        .set("dev.replicas", replicas)
        .set("dev.baseImage", "localhost:5000/jre:17");
  }

  /** Starts, and waits until both replicas serve. */
  static ClinicSession watch(Bench bench, MavenCommand command, ProjectCopy project) {
    return new ClinicSession(project, bench.start(command));
  }

  MavenRun maven() {
    return watch;
  }

  /** Ends the session, with the project as it was before. */
  void end() {
    watch.interrupt();
    originals.forEach(project::save);
  }

  ProjectCopy project() {
    return project;
  }

  Edit methodBody() {
    return new Edit(
        "Method body",
        "redefine",
        "/text",
        round -> {
          String text = "body " + round;
          save(CONTROLLER, old -> old.replace("\"Welcome to the clinic\"", quoted(text)));
          return text;
        });
  }

  /** Another private method and lambda each time: those of the round before go. */
  Edit newPrivateMethodAndLambda() {
    return new Edit(
        "New private method and lambda",
        "redefine",
        "/text",
        round -> {
          String text = "private " + round;
          save(
              CONTROLLER,
              old ->
                  old.replace(
                      "return \"Welcome to the clinic\";\n  }",
                      ("return added%d(() -> %s);\n  }\n\n  private String added%d("
                              + "java.util.function.Supplier<String> text) {\n"
                              + "    return text.get();\n  }")
                          .formatted(round, quoted(text), round)));
          return text;
        });
  }

  Edit newMember(String strategy) {
    return new Edit(
        "New method",
        strategy,
        "/text",
        round -> {
          String text = "member " + round;
          save(
              CONTROLLER,
              old ->
                  old.replace(
                      "return \"Welcome to the clinic\";\n  }",
                      "return added%d();\n  }\n\n  String added%d() {\n    return %s;\n  }"
                          .formatted(round, round, quoted(text))));
          return text;
        });
  }

  /** Both releases answer with their own number; the others' is not in it. */
  Edit dependency() {
    return new Edit(
        "Dependency",
        "jvm",
        "/library",
        round -> {
          String version = round % 2 == 0 ? "3.19.0" : "3.18.0";
          save("pom.xml", old -> old.replace(">3.18.0<", ">" + version + "<"));
          return version;
        });
  }

  Edit template() {
    return new Edit(
        "Template",
        "resource",
        "/",
        round -> {
          String text = "template " + round;
          save(TEMPLATE, old -> old.replace("A page that you can edit, too", text));
          return text;
        });
  }

  Edit staticFile() {
    return new Edit(
        "Static file",
        "resource",
        "/style.css",
        round -> {
          String text = "/* style " + round + " */";
          save(STYLE, old -> old + text + "\n");
          return text;
        });
  }

  /** Edits again and again, and waits each time. */
  Row measure(Edit edit, int rounds) {
    return measure(edit, rounds, () -> {});
  }

  /**
   * @param pause before the rounds that count, and between those before them
   */
  Row measure(Edit edit, int rounds, Runnable pause) {
    List<Double> first = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    Map<String, List<Double>> phases = new TreeMap<>();
    Answers answers = new Answers();
    int unmeasured = 0;
    for (int round = 0; round < WARM_UPS + rounds; round++) {
      if (round <= WARM_UPS) {
        pause.run();
      }
      if (round == WARM_UPS) {
        unmeasured = watch.console().length();
      }
      Map<Long, Double> before = AppCpu.millis(MAIN);
      Events events = watch.events().fromNow();
      long start = System.nanoTime();
      String text = edit.make().apply(round);
      double millis = awaitAnswer(edit.path(), text, start, answers);
      for (int i = 0; i < ANSWERS_AFTERWARDS; i++) {
        answers.stale +=
            answer(edit.path(), answers).filter(it -> it.contains(text)).isEmpty() ? 1 : 0;
      }
      Events.Event update = events.awaitUpdate(edit.strategy(), SERVED);
      if (round >= WARM_UPS) {
        first.add(millis);
        all.add((double) update.totalMillis());
        cpu.add(AppCpu.since(before, AppCpu.millis(MAIN)));
        update
            .phases()
            .forEach(
                (phase, time) ->
                    phases.computeIfAbsent(phase, it -> new ArrayList<>()).add((double) time));
      }
    }
    Map<String, Double> medians = new TreeMap<>();
    phases.forEach((phase, times) -> medians.put(phase, new Samples(times).median()));
    return new Row(
        new Samples(first),
        new Samples(all),
        medians,
        ownStarts(watch.console().substring(unmeasured)),
        new Samples(cpu),
        answers);
  }

  private static List<Double> ownStarts(String console) {
    return OWN_START
        .matcher(console)
        .results()
        .map(start -> 1000 * Double.parseDouble(start.group(1)))
        .toList();
  }

  private double awaitAnswer(String path, String text, long start, Answers answers) {
    while (answer(path, answers).filter(it -> it.contains(text)).isEmpty()) {
      if (System.nanoTime() - start > SERVED.toNanos()) {
        throw new AssertionError("Not served: " + text + "\n" + watch.tail());
      }
    }
    return (System.nanoTime() - start) / 1e6;
  }

  /** Empty if it fails: what users would see is a page that does not come. */
  private Optional<String> answer(String path, Answers answers) {
    answers.all++;
    try {
      return Optional.of(Http.get(url + path));
    } catch (IOException e) {
      answers.failed++;
      return Optional.empty();
    }
  }

  private void save(String file, java.util.function.UnaryOperator<String> change) {
    String original = originals.computeIfAbsent(file, project::read);
    project.save(file, change.apply(original));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
