package dev.innerloop.equivalence;

import dev.innerloop.agent.AgentForTests;
import dev.innerloop.content.Inventory;
import dev.innerloop.reload.ReloadPlan;
import dev.innerloop.reload.ReloadPlanner;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.ReloadStrategy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes each change of the corpus to a running app, and compares its answer with that of one that
 * was started with the change. Runs in a JVM of its own, with the agent.
 */
final class Judge {

  private final Path folder;
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final ReloadPlanner planner = new ReloadPlanner(blobs);
  private final Javac javac = new Javac();
  private int number;

  private Judge(Path folder) {
    this.folder = folder;
  }

  /** Arguments: the corpus, a folder for workspaces; prints a verdict a line. */
  public static void main(String... arguments) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    Judge judge = new Judge(Path.of(arguments[1]));
    for (SourceChange change : Corpus.read(Path.of(arguments[0]))) {
      if (change.since() <= Runtime.version().feature()
          && (arguments.length < 3 || change.name().matches(arguments[2]))) {
        out.println(judge.verdict(change).line());
        out.flush();
      }
    }
  }

  private Verdict verdict(SourceChange change) {
    try {
      return judge(change);
    } catch (Exception | LinkageError e) {
      return new Verdict(change.name(), "none", "", false, "cannot be judged: " + e);
    }
  }

  private Verdict judge(SourceChange change) throws Exception {
    // Spring's own parent POM has parameters named, too.
    List<String> options = change.spring() ? List.of("-parameters") : List.of();
    Map<String, byte[]> older = javac.output(change.before(), change.release(), options);
    Map<String, byte[]> newer = javac.output(change.after(), change.release(), options);
    String former;
    String strategy;
    String reason;
    Optional<String> answer = Optional.empty();
    try (RunningApp app = start(change, older)) {
      former = app.ask();
      app.ask();
      ReloadPlan plan = planner.plan(inventory(older), inventory(newer));
      strategy = plan.strategy().name();
      reason = plan.reason();
      Optional<String> refusal = Optional.empty();
      if (plan.strategy() == ReloadStrategy.REDEFINE) {
        refusal = AgentForTests.check(placed(plan, app));
      }
      if (refusal.isEmpty() && plan.strategy().compareTo(ReloadStrategy.RESTART) < 0) {
        app.deliver(older, newer);
        if (plan.strategy() == ReloadStrategy.REDEFINE) {
          refusal = AgentForTests.redefine(placed(plan, app));
        }
        if (refusal.isEmpty()) {
          answer = Optional.of(app.ask());
        }
      }
      if (refusal.isPresent()) {
        strategy = refusal.get().startsWith("the JVM refused") ? "FALLBACK" : "RESTART";
        reason = refusal.get();
      }
    }
    String fresh;
    try (RunningApp app = start(change, newer)) {
      fresh = app.ask();
    }
    String wrong = wrong(change, former, fresh, answer);
    if (change.knownLimit() && answer.equals(Optional.of(former))) {
      return new Verdict(change.name(), "LIMIT", reason, false, "");
    }
    boolean unnecessary = answer.isEmpty() && fresh.equals(forced(change, older, newer));
    return new Verdict(change.name(), strategy, reason, unnecessary, wrong);
  }

  private static String wrong(
      SourceChange change, String former, String fresh, Optional<String> answer) {
    if (fresh.startsWith("failed: ") || former.startsWith("failed: ")) {
      return "a fresh start answers " + former + ", then " + fresh;
    }
    if (former.equals(fresh) != change.sameAnswer()) {
      return "fresh starts answer " + former + ", then " + fresh;
    }
    return answer
        .filter(given -> !given.equals(fresh))
        .map(given -> "answers " + given + " instead of " + fresh)
        .orElse("");
  }

  /** What the app would answer if its classes were redefined in spite of everything. */
  private String forced(SourceChange change, Map<String, byte[]> older, Map<String, byte[]> newer)
      throws Exception {
    try (RunningApp app = start(change, older)) {
      app.ask();
      app.ask();
      app.deliver(older, newer);
      Map<String, byte[]> changed = new HashMap<>();
      newer.forEach(
          (path, bytes) -> {
            if (path.endsWith(".class") && !Arrays.equals(bytes, older.get(path))) {
              changed.put(path.replace(".class", "").replace('/', '.'), bytes);
            }
          });
      return AgentForTests.force(app.loader(), changed) ? app.ask() : "refused";
    }
  }

  private RunningApp start(SourceChange change, Map<String, byte[]> output) throws Exception {
    return RunningApp.start(folder.resolve("" + number++), output, change.spring());
  }

  private Inventory inventory(Map<String, byte[]> output) {
    Map<String, byte[]> files = new TreeMap<>();
    output.forEach((path, bytes) -> files.put("classes/" + path, bytes));
    return blobs.inventory(files);
  }

  private static List<Redefinition> placed(ReloadPlan plan, RunningApp app) {
    return plan.classes().stream()
        .map(each -> each.at(app.workspace().resolve(each.path()).toString()))
        .toList();
  }
}
