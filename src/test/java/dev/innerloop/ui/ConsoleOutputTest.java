package dev.innerloop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.event.Event;
import dev.innerloop.event.Event.ReplicaChanged.State;
import dev.innerloop.event.Event.Update.ReplicaUpdate;
import dev.innerloop.problem.Problem;
import dev.innerloop.wire.AppExit;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConsoleOutputTest {

  private final List<String> lines = new ArrayList<>();
  private final FakeDelay delay = new FakeDelay();
  private final ConsoleOutput console = ConsoleOutput.ofGoal(new RecordedLines(lines), delay);

  @Test
  void printsAnUpdateInOneLine() {
    console.accept(update(2, List.of("classes/com/example/Hello.class")));

    assertThat(lines).containsExactly("hello: redefined 1 class in 143 ms (Hello) on 2 replicas");
  }

  @Test
  void showsDifferencesWithoutUnchangedResources() {
    console.accept(
        new Event.Difference(
            "shop", "Service", "shop", "changed", List.of("@@ -1 +1 @@", "-a: 1", "+a: 2")));
    console.accept(new Event.Difference("shop", "Deployment", "shop", "unchanged", List.of()));

    assertThat(lines)
        .containsExactly("shop: Service shop would be changed", "@@ -1 +1 @@", "-a: 1", "+a: 2");
  }

  @Test
  void printsTheDurationOfAChangeThatConcernsNoReplica() {
    console.accept(
        new Event.Update(
            "hello",
            3,
            List.of("src/main/kubernetes/service.yml"),
            "none",
            "metadata.labels.tier changed in Service hello",
            new TreeMap<>(Map.of("total", 143L)),
            List.of()));

    assertThat(lines)
        .containsExactly(
            "hello: applied to the cluster in 143 ms (metadata.labels.tier changed in Service"
                + " hello)");
  }

  @Test
  void namesTheFirstFilesOfAnUpdateOfMany() {
    console.accept(
        update(
            2,
            List.of(
                "classes/A.class", "classes/b/B$C.class", "modules/x/D.class", "classes/E.class")));

    assertThat(lines)
        .containsExactly(
            "hello: redefined 4 classes in 143 ms (A, B.C, D and 1 more) on 2 replicas");
  }

  @Test
  void isSilentOnTheFirstDelivery() {
    console.accept(update(1, List.of()));

    assertThat(lines).isEmpty();
  }

  @Test
  void aRestartThatIsAskedForBeforeTheFirstSaveIsReported() {
    console.accept(update(1, List.of()));

    console.accept(update(1, List.of()));

    assertThat(lines).hasSize(1);
  }

  @Test
  void saysWhatWasDoneAndWhy() {
    console.accept(one("restart", "field added in Order", 1100, "classes/Order.class"));
    console.accept(one("jvm", "dependency commons-lang3 3.12.0 → 3.14.0", 3200, "lib/c.jar"));
    console.accept(one("resource", "", 40, "classes/static/page.html"));
    console.accept(one("rollout", "containers[shop].image changed", 12_345, "shop.yml"));
    console.accept(one("none", "line numbers changed in Order", 30, "classes/Order.class"));
    console.accept(one("jvm", "asked for", 900));

    assertThat(lines)
        .containsExactly(
            "shop: restarted in 1.1 s (field added in Order)",
            "shop: new JVM in 3.2 s (dependency commons-lang3 3.12.0 → 3.14.0)",
            "shop: copied static/page.html in 40 ms",
            "shop: rolled out in 12.3 s (containers[shop].image changed)",
            "shop: delivered, nothing to reload in 30 ms (line numbers changed in Order)",
            "shop: new JVM in 900 ms (asked for)");
  }

  @Test
  void reportsADeferredUpdateOnceForAllReplicas() {
    String deferred =
        "update 2 needs a restart: field visits added; to restart it, press r and Enter";
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.DEFERRED, deferred));
    console.accept(new Event.ReplicaChanged("hello", "hello-2", State.DEFERRED, deferred));
    console.accept(
        new Event.ReplicaChanged("hello", "hello-1", State.DEFERRED, deferred.replace("2", "3")));

    assertThat(lines)
        .containsExactly("W hello: " + deferred, "W hello: " + deferred.replace("2", "3"));
  }

  @Test
  void showsCompileErrorsAsTerminalsLinkThem() {
    console.accept(
        new Event.CompilationFailed(
            List.of(
                new Diagnostic(
                    Diagnostic.Severity.ERROR,
                    Optional.of(new Diagnostic.Position("src/main/java/A.java", 3, 7)),
                    "';' expected")),
            12));

    assertThat(lines)
        .containsExactly(
            "E src/main/java/A.java:3:7: error: ';' expected",
            "E Compilation failed. The running replicas keep the last version that compiled.");
  }

  @Test
  void repeatsNoProgress() {
    console.accept(new Event.RolloutProgress("hello", 0, 2, "0 of 2 replicas ready"));
    console.accept(new Event.RolloutProgress("hello", 0, 2, "0 of 2 replicas ready"));
    console.accept(new Event.RolloutProgress("hello", 2, 2, "2 of 2 replicas ready"));

    assertThat(lines)
        .containsExactly("hello: 0 of 2 replicas ready", "hello: 2 of 2 replicas ready");
  }

  @Test
  void printsProgressAndRateOfALargeTransfer() {
    console.accept(sent(65_536, 10));
    console.accept(sent(9_000_000, 900));
    console.accept(sent(10_000_000, 1_000));
    console.accept(sent(11_000_000, 1_100));
    console.accept(sent(12_000_000, 5_000));
    console.accept(sent(40_000_000, 8_000));

    assertThat(lines)
        .containsExactly(
            "hello-1: sending 40.0 MB",
            "hello-1: sending 40.0 MB: 10.0 MB, 10.0 MB/s",
            "hello-1: sending 40.0 MB: 12.0 MB, 2.4 MB/s",
            "hello-1: sent 40.0 MB in 8.0 s, 5.0 MB/s");
  }

  @Test
  void isSilentOnASmallTransfer() {
    console.accept(new Event.Transferring("hello", "hello-1", 4_000, 8_000, 1));
    console.accept(new Event.Transferring("hello", "hello-1", 8_000, 8_000, 2));

    assertThat(lines).isEmpty();
  }

  @Test
  void reportsALostConnectionOnceItLastsAndTheReconnection() {
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.ATTACHED, ""));
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.LOST, "broken pipe"));
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.LOST, "connection refused"));
    assertThat(lines).isEmpty();
    delay.runDue();
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.LOST, "connection refused"));
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.ATTACHED, ""));

    assertThat(lines)
        .containsExactly("hello-1: connection lost, reconnecting", "hello-1: reconnected");
  }

  @Test
  void isSilentOnShortInterruptions() {
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.ATTACHED, ""));
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.LOST, "broken pipe"));
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.ATTACHED, ""));
    delay.runDue();
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.LOST, "broken pipe"));
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.ATTACHED, ""));
    delay.runDue();

    assertThat(lines).isEmpty();
  }

  @Test
  void isSilentOnPodsThatDoNotListenYet() {
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.LOST, "connection refused"));
    console.accept(new Event.ReplicaChanged("hello", "hello-1", State.ATTACHED, ""));

    assertThat(lines).isEmpty();
  }

  @Test
  void aSessionReportsAnExitOnceAndALogShowsTheLineOfTheReplica() {
    Event.Output line = new Event.Output("shop", "shop", AppExit.line(1));
    Event.ReplicaChanged exit =
        new Event.ReplicaChanged(
            "shop", "shop", Event.ReplicaChanged.State.EXITED, "the app has completed");

    session().accept(line);
    session().accept(exit);
    console.accept(line);

    assertThat(lines)
        .containsExactly(
            "09:08:07 shop: the app has completed",
            "shop | [dev] the app ended with exit code 1; it starts again with the next update");
  }

  @Test
  void namesTheReplicaOfEachOutputAndOfEachStateShortly() {
    console.accept(new Event.Output("shop", "shop-5548c7955b-lwp57", "one of two"));
    console.accept(
        new Event.ReplicaChanged("shop", "shop-5548c7955b-x7k2p", State.CRASHED, "the app exited"));
    console.accept(new Event.DebugPort("shop", "shop-5548c7955b-x7k2p", 5005, false));

    assertThat(lines)
        .containsExactly(
            "shop-lwp57 | one of two",
            "E shop-x7k2p: the app exited",
            "shop-x7k2p: debugger can attach to localhost:5005");
  }

  @Test
  void givesEachLineOfANoticeItsLevel() {
    console.accept(new Event.Notice("a\nb"));
    console.accept(Event.Notice.warning("c\nd"));
    console.accept(Event.Notice.of(new Problem("e\nf", "g")));

    assertThat(lines).containsExactly("a", "b", "W c", "W d", "E e", "E f", "E g");
  }

  @Test
  void printsTheTimeInASessionBeforeItsOwnLinesOnly() {
    ConsoleOutput session = session();
    session.accept(new Event.Output("shop", "shop", "a line"));
    session.accept(new Event.Notice("first\nsecond"));

    assertThat(lines).containsExactly("shop | a line", "09:08:07 first", "09:08:07 second");
  }

  @Test
  void printsTheUrlAfterWhatTheAppLogsWhileItStarts() {
    ConsoleOutput session = session();
    session.accept(new Event.Ready("shop", Optional.of("http://localhost:8080"), 3210));
    session.accept(new Event.Output("shop", "shop", "Started Shop"));
    delay.runDue();
    assertThat(lines).containsExactly("shop | Started Shop");
    delay.runDue();

    assertThat(lines)
        .containsExactly(
            "shop | Started Shop", "09:08:07 shop is ready after 3.2 s: http://localhost:8080");
  }

  @Test
  void printsTheUrlOfAnAppThatLogsAllTheTime() {
    ConsoleOutput session = session();
    session.accept(new Event.Ready("shop", Optional.of("http://localhost:8080"), 3210));
    for (int i = 0; i < 8; i++) {
      session.accept(new Event.Output("shop", "shop", "line " + i));
      delay.runDue();
    }

    assertThat(lines).last().isEqualTo("09:08:07 shop is ready after 3.2 s: http://localhost:8080");
  }

  @Test
  void printsTheUrlBeforeTheNextLineOfItsOwn() {
    ConsoleOutput session = session();
    session.accept(new Event.Ready("shop", Optional.empty(), 3210));
    session.accept(new Event.Notice("next"));
    delay.runDue();

    assertThat(lines).containsExactly("09:08:07 shop is ready after 3.2 s.", "09:08:07 next");
  }

  @Test
  void printsAStackTraceBeforeTheCrashThatItExplains() {
    console.accept(
        new Event.Output("shop", "shop", "java.lang.IllegalStateException: no database"));
    console.accept(new Event.Output("shop", "shop", "\tat com.example.Shop.main(Shop.java:7)"));
    assertThat(lines).isEmpty();
    console.accept(new Event.ReplicaChanged("shop", "shop", State.CRASHED, "the app exited"));

    assertThat(lines)
        .containsExactly(
            "E shop | java.lang.IllegalStateException: no database",
            "E shop | \tat com.example.Shop.main(Shop.java:7)",
            "E shop: the app exited");
  }

  @Test
  void printsAStackTraceThatNothingFollows() {
    console.accept(
        new Event.Output("shop", "shop", "java.lang.IllegalStateException: no database"));
    delay.runDue();

    assertThat(lines).containsExactly("E shop | java.lang.IllegalStateException: no database");
  }

  private ConsoleOutput session() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T08:08:07Z"), ZoneOffset.ofHours(1));
    return ConsoleOutput.ofSession(new RecordedLines(lines), clock, delay);
  }

  @Test
  void mentionsOnlyWhatApplyingChanged() {
    console.accept(applied("created"));
    console.accept(applied("unchanged"));

    assertThat(lines).containsExactly("hello: Service hello created");
  }

  @Test
  void showsChecksAsATableWithFixesBelow() {
    console.accept(new Event.Checked("", "JDK", "ok", "17.0.15 in /opt/jdk", ""));
    console.accept(
        new Event.Checked(
            "shop",
            "registry",
            "problem",
            "Cannot push.",
            "Log in, then try again:\ndocker login"));
    console.accept(new Event.Checked("shop", "pull", "not checked", "there is a problem", ""));
    console.accept(new Event.ChecksCompleted(1, 0, 1, 1));
    console.accept(new Event.ChecksCompleted(1, 2, 0, 0));

    assertThat(lines)
        .containsExactly(
            "ok           JDK         17.0.15 in /opt/jdk",
            "E problem      registry    shop: Cannot push.",
            "E                          fix: Log in, then try again:",
            "E                               docker login",
            "not checked  pull        shop: there is a problem",
            "3 checks: 1 ok, 1 problem, 1 not checked",
            "3 checks: 1 ok, 2 warnings");
  }

  private static Event sent(long bytes, long millis) {
    return new Event.Transferring("hello", "hello-1", bytes, 40_000_000, millis);
  }

  private static Event applied(String change) {
    return new Event.Applied(
        "hello", List.of(new Event.Applied.Resource("Service", "hello", change)));
  }

  private static Event.Update update(long revision, List<String> files) {
    return new Event.Update(
        "hello",
        revision,
        files,
        "redefine",
        "method bodies changed in Hello",
        new TreeMap<>(Map.of("total", 143L)),
        List.of(
            new ReplicaUpdate("hello-1", "redefine", "", "00", 40),
            new ReplicaUpdate("hello-2", "redefine", "", "00", 41)));
  }

  /** An update of one replica. */
  private static Event.Update one(String strategy, String reason, long millis, String... files) {
    return new Event.Update(
        "shop",
        2,
        List.of(files),
        strategy,
        reason,
        new TreeMap<>(Map.of("total", millis)),
        List.of(new Event.Update.ReplicaUpdate("shop-1", strategy, reason, "", millis)));
  }
}
