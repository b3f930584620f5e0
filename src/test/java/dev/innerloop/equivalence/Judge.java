package dev.innerloop.equivalence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.content.Inventory;
import dev.innerloop.reload.ReloadPlan;
import dev.innerloop.reload.ReloadPlanner;
import dev.innerloop.reload.RunningClasses;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.RedefinitionRequest;
import dev.innerloop.wire.RedefinitionResult;
import dev.innerloop.wire.ReloadStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes each change of the corpus to a running app, and compares its answer with that of one that
 * was started with the change. Runs in a JVM of its own, with a compiler; the apps run in another.
 */
final class Judge {

  static final String END = "end";

  /** Before, Spring does not run, and part of the corpus does not compile. */
  private static final int OLDEST_FOR_ALL = 17;

  private final AppProcess apps;
  private final int release;
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final ReloadPlanner planner = new ReloadPlanner(blobs);
  private final Javac javac = new Javac();
  private RunningClasses running = RunningClasses.asDelivered();

  private Judge(AppProcess apps, int release) {
    this.apps = apps;
    this.release = release;
  }

  /**
   * Reads folders with a corpus, a line each, and prints a verdict a line for each change in them,
   * and then {@link #END}. Arguments: a folder for workspaces; the changes to judge, as a regular
   * expression for their names; the program that runs the apps, and its Java release.
   */
  public static void main(String... arguments) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    int release = Integer.parseInt(arguments[3]);
    try (AppProcess apps = AppProcess.start(arguments[2], release, Path.of(arguments[0]))) {
      new Judge(apps, release).judge(arguments[1], out);
    }
  }

  private void judge(String names, PrintStream out) throws IOException {
    BufferedReader folders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String folder = folders.readLine(); folder != null; folder = folders.readLine()) {
      for (SourceChange change : Corpus.read(Path.of(folder))) {
        if (change.since() <= Math.max(release, OLDEST_FOR_ALL) && change.name().matches(names)) {
          verdicts(change).forEach(verdict -> out.println(verdict.line()));
          out.flush();
        }
      }
      out.println(END);
      out.flush();
    }
  }

  private List<Verdict> verdicts(SourceChange change) {
    List<Verdict> verdicts = new ArrayList<>();
    try {
      judge(change, verdicts);
    } catch (Exception | LinkageError e) {
      verdicts.add(new Verdict(change.name(), "none", "", false, "cannot be judged: " + e));
    }
    return verdicts;
  }

  private void judge(SourceChange change, List<Verdict> verdicts) throws Exception {
    // Spring's own parent POM has parameters named, too.
    List<String> options = change.spring() ? List.of("-parameters") : List.of();
    List<Map<String, byte[]>> versions;
    try {
      versions = compiled(change, options);
    } catch (IllegalArgumentException e) {
      if (release >= OLDEST_FOR_ALL) {
        throw e;
      }
      versions = List.of();
    }
    if (versions.isEmpty() || (change.spring() && release < OLDEST_FOR_ALL)) {
      String reason = "not for Java " + release;
      for (int step = 1; step <= change.steps(); step++) {
        verdicts.add(new Verdict(change.name(), Verdict.NOT_JUDGED, reason, false, ""));
      }
      return;
    }
    // Before the app starts: the agent records one start at a time.
    List<String> fresh = new ArrayList<>();
    for (Map<String, byte[]> version : versions) {
      try (AppProcess.App app = start(change, version)) {
        fresh.add(app.ask());
      }
    }
    AppProcess.App app = start(change, versions.get(0));
    try {
      running = RunningClasses.asDelivered().inJvm(apps.acceptsAddedMethods(), true);
      for (int step = 1; step < versions.size(); step++) {
        Verdict verdict =
            judge(change, step, app, versions.get(step - 1), versions.get(step), fresh.get(step));
        verdicts.add(verdict);
        if (step < change.steps() && verdict.strategy().matches("RESTART|FALLBACK")) {
          app.close();
          app = start(change, versions.get(step));
          running = RunningClasses.asDelivered().inJvm(apps.acceptsAddedMethods(), true);
        }
      }
    } finally {
      app.close();
    }
  }

  private List<Map<String, byte[]>> compiled(SourceChange change, List<String> options) {
    int own = release == Runtime.version().feature() ? 0 : release;
    List<Map<String, byte[]>> versions = new ArrayList<>();
    for (Map<String, String> sources : change.versions()) {
      versions.add(javac.output(sources, change.release() == 0 ? own : change.release(), options));
    }
    return versions;
  }

  private Verdict judge(
      SourceChange change,
      int step,
      AppProcess.App app,
      Map<String, byte[]> older,
      Map<String, byte[]> newer,
      String fresh)
      throws Exception {
    String name = change.steps() == 1 ? change.name() : change.name() + ", step " + step;
    String former = app.ask();
    app.ask();
    ReloadPlan plan = planner.plan(inventory(older), inventory(newer), running);
    String strategy = plan.strategy().name();
    String reason = plan.reason();
    Optional<String> answer = Optional.empty();
    Optional<String> refusal = Optional.empty();
    if (plan.strategy() == ReloadStrategy.REDEFINE) {
      refusal = Optional.ofNullable(app.carryOut(request(true, plan, app)).refusal());
    }
    if (refusal.isEmpty() && plan.strategy().compareTo(ReloadStrategy.RESTART) < 0) {
      app.deliver(older, newer);
      if (plan.strategy() == ReloadStrategy.REDEFINE) {
        refusal = redefine(plan, app);
      }
      if (refusal.isEmpty()) {
        answer = Optional.of(app.ask());
      }
    }
    if (refusal.isPresent()) {
      strategy = refusal.get().startsWith("the JVM refused") ? "FALLBACK" : "RESTART";
      reason = refusal.get();
    }
    String wrong = wrong(change, former, fresh, answer);
    if (change.redefined() && wrong.isEmpty() && !strategy.equals("REDEFINE")) {
      wrong = "not redefined";
    }
    if (change.knownLimit() && answer.equals(Optional.of(former))) {
      return new Verdict(name, "LIMIT", reason, false, "");
    }
    boolean unnecessary =
        answer.isEmpty() && change.steps() == 1 && fresh.equals(forced(change, older, newer));
    return new Verdict(name, strategy, reason, unnecessary, wrong);
  }

  private Optional<String> redefine(ReloadPlan plan, AppProcess.App app) throws IOException {
    RedefinitionResult result = app.carryOut(request(false, plan, app));
    running =
        running.with(
            plan.adapted().stream()
                .filter(each -> result.adapted().contains(each.className()))
                .toList());
    return Optional.ofNullable(result.refusal());
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
    try (AppProcess.App app = start(change, older)) {
      app.ask();
      app.ask();
      app.deliver(older, newer);
      List<String> changed =
          newer.keySet().stream()
              .filter(path -> path.endsWith(".class"))
              .filter(path -> !Arrays.equals(newer.get(path), older.get(path)))
              .toList();
      return app.force(changed) ? app.ask() : "refused";
    }
  }

  private AppProcess.App start(SourceChange change, Map<String, byte[]> output) throws IOException {
    return apps.start(output, change.spring());
  }

  private Inventory inventory(Map<String, byte[]> output) {
    Map<String, byte[]> files = new TreeMap<>();
    output.forEach((path, bytes) -> files.put("classes/" + path, bytes));
    return blobs.inventory(files);
  }

  private static RedefinitionRequest request(boolean isCheck, ReloadPlan plan, AppProcess.App app) {
    List<Redefinition> placed =
        plan.classes().stream()
            .map(each -> each.at(app.workspace().resolve(each.path()).toString()))
            .toList();
    return new RedefinitionRequest(isCheck, Long.MAX_VALUE, placed, plan.adapted(), plan.basis());
  }
}
