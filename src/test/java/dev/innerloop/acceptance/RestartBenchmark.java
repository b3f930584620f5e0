package dev.innerloop.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a restart inside the JVM costs, held against Spring's own {@code main}, run again in a warm
 * JVM: the same classes on the same machine, in turn. On {@code examples/clinic} with MySQL's
 * driver, or on the Spring Boot project of {@code -Dbench.project=DIR}, which is copied.
 */
@Timeout(1800)
class RestartBenchmark {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 12);

  /** Both JVMs go on compiling what runs at each start. */
  private static final int WARM_UPS = Integer.getInteger("bench.warmUps", 5);

  /** In full: the POM of another project does not name the plugin. */
  private static final String WATCH =
      "dev.innerloop:dev-maven-plugin:" + System.getProperty("it.version") + ":watch";

  @RegisterExtension final Bench bench = new Bench();

  private ProjectCopy project;

  /** An edit that needs a restart; the round makes it another one than that before. */
  private record Edit(String name, IntConsumer make) {}

  /** One restart by us and one by Spring, of the same classes. */
  private record Round(
      double ours, double total, double oursCpu, double close, double main, double cpu) {

    static Samples of(List<Round> rounds, ToDoubleFunction<Round> value) {
      return new Samples(rounds.stream().mapToDouble(value).boxed().toList());
    }
  }

  @Test
  void restartCostsWhatTheFrameworkCosts() throws Exception {
    project = bench.copy(Path.of(System.getProperty("bench.project", "examples/clinic")));
    MySqlDriver.addTo(project);
    Path main = source("SpringApplication.run(");
    String mainClass = className(main);
    List<Edit> edits = edits(main);
    List<String> lines = new ArrayList<>();
    lines.add(
        "| edit | restart (apply and serve) | Spring's main | ratio | with closing | ratio of CPU |"
            + " whole update |");
    lines.add("|---|---|---|---|---|---|---|");
    try (WarmSpring spring =
        WarmSpring.start(bench, project, maven(WarmSpring.goals()), mainClass)) {
      spring.run();
      MavenRun watch = bench.start(maven(WATCH).set("dev.target", "local"));
      watch.events().awaitReady(READY);
      for (int i = 0; i < WARM_UPS; i++) {
        round(edits.get(i % edits.size()), 1000 + i, watch, spring, mainClass);
      }
      for (Edit edit : edits) {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
          rounds.add(round(edit, i, watch, spring, mainClass));
        }
        lines.add(row(edit, rounds));
      }
      watch.interrupt();
    }
    lines.add("");
    lines.add("Ratios are medians of those of each round; at most 1.15 of main.");
    BenchmarkReport.row("Restart inside the JVM and Spring's own main", lines);
  }

  private Round round(Edit edit, int number, MavenRun watch, WarmSpring spring, String mainClass)
      throws IOException {
    Map<Long, Double> before = AppCpu.millis(watch.handle(), mainClass);
    Events events = watch.events().fromNow();
    edit.make().accept(number);
    Events.Event update =
        events.await(
            "update or crash", SERVED, event -> event.is("update") || event.isReplica("crashed"));
    if (!update.text("strategy").equals("restart")) {
      throw new AssertionError("The " + edit.name() + " was not served by a restart: " + update);
    }
    double cpu = AppCpu.since(before, AppCpu.millis(watch.handle(), mainClass));
    Map<String, Long> phases = update.phases();
    SpringRestarts.Run run = spring.run();
    return new Round(
        phases.get("apply") + phases.get("serve"),
        update.totalMillis(),
        cpu,
        run.close(),
        run.main(),
        run.cpu());
  }

  private static String row(Edit edit, List<Round> rounds) {
    return "| %s | %.0f ms | %.0f ms | %.2f | %.2f | %.2f | %.0f ms |"
        .formatted(
            edit.name(),
            Round.of(rounds, Round::ours).median(),
            Round.of(rounds, Round::main).median(),
            Round.of(rounds, each -> each.ours() / each.main()).median(),
            Round.of(rounds, each -> each.ours() / (each.close() + each.main())).median(),
            Round.of(rounds, each -> each.oursCpu() / each.cpu()).median(),
            Round.of(rounds, Round::total).median());
  }

  private List<Edit> edits(Path main) {
    Path controller = source("@Controller", "@RestController");
    Path entity = source("@Entity");
    Path properties = project.folder().resolve("src/main/resources/application.properties");
    String header =
        read(controller).lines().filter(it -> it.startsWith("package ")).findFirst().get();
    String original = read(properties);
    return List.of(
        insertion(
            "endpoint",
            controller,
            "@org.springframework.web.bind.annotation.GetMapping(\"/added-%1$d\")"
                + " @org.springframework.web.bind.annotation.ResponseBody"
                + " public String added%1$d() { return \"added\"; }"),
        insertion(
            "bean",
            main,
            "@org.springframework.context.annotation.Bean"
                + " java.util.concurrent.atomic.AtomicInteger added%1$d() {"
                + " return new java.util.concurrent.atomic.AtomicInteger(); }"),
        insertion("entity", entity, "@jakarta.persistence.Transient private Integer added%1$d;"),
        new Edit(
            "property", round -> save(properties, original + "\nadded.property=" + round + "\n")),
        new Edit(
            "new class",
            round ->
                save(
                    controller.resolveSibling("AddedPart" + round + ".java"),
                    header
                        + "\n@org.springframework.stereotype.Component class AddedPart"
                        + round
                        + " {}\n")));
  }

  /** Inserts a member at the end of a class; that of the round before goes. */
  private Edit insertion(String name, Path file, String member) {
    String text = read(file);
    int end = text.lastIndexOf('}');
    return new Edit(
        name,
        round ->
            save(file, text.substring(0, end) + member.formatted(round) + text.substring(end)));
  }

  /** The first source of the app's own that contains one of these. */
  private Path source(String... texts) {
    try (Stream<Path> files = Files.walk(project.folder().resolve("src/main/java"))) {
      return files
          .sorted()
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> Stream.of(texts).anyMatch(read(file)::contains))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no source contains " + List.of(texts)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String className(Path source) {
    return project
        .folder()
        .resolve("src/main/java")
        .relativize(source)
        .toString()
        .replace(".java", "")
        .replace('/', '.');
  }

  private MavenCommand maven(String... goals) {
    MavenCommand command = bench.maven(project, goals);
    for (String argument : System.getProperty("bench.arguments", "").split(" ")) {
      String[] parts = argument.split("=", 2);
      if (parts.length == 2) {
        command.set(parts[0], parts[1]);
      }
    }
    return command;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void save(Path file, String text) {
    project.save(project.folder().relativize(file).toString(), text);
  }
}
