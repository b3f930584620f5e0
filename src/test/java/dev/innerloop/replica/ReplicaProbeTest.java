package dev.innerloop.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Edits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real supervisor says of itself to whoever only looks. */
@Timeout(120)
class ReplicaProbeTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Journalist told = new Journalist();
  private TestSupervisor supervisor;

  @BeforeEach
  void prepare() throws IOException {
    supervisor = new TestSupervisor(folder);
  }

  @AfterEach
  void end() throws Exception {
    supervisor.close();
  }

  @Test
  void aFreshReplicaWaitsForASessionAndHasNoEdits() throws Exception {
    TestSupervisor.store(supervisor.image, TestApp.sleeper());
    supervisor.start(LONG, LONG);

    ReplicaReport report = supervisor.query();

    assertThat(report.app()).isEqualTo(AppState.WAITING);
    assertThat(report.generation()).isZero();
    assertThat(report.holder()).isEmpty();
    assertThat(report.edits()).returns(true, Edits::isCompared).returns(0, Edits::total);
  }

  @Test
  void tellsWhoWorksOnItAndWhatTheImageLacks() throws Exception {
    Map<String, byte[]> files = TestApp.sleeper();
    files.put("classes/page.html", new byte[] {1});
    files.put("lib/gone.jar", new byte[] {2});
    TestSupervisor.store(supervisor.image, files);
    supervisor.start(LONG, LONG);
    files.put("classes/page.html", new byte[] {3});
    files.put("classes/Added.class", new byte[] {4});
    files.remove("lib/gone.jar");
    Instant before = Instant.now().minusMillis(1);

    try (ReplicaSessions sessions = serve(files)) {
      ReplicaReport report = supervisor.query();

      assertThat(report.app()).isEqualTo(AppState.SERVING);
      assertThat(report.generation()).isEqualTo(1);
      assertThat(report.holder().orElseThrow().name()).isEqualTo("anna@desk");
      assertThat(report.holder().orElseThrow().since()).isBetween(before, Instant.now());
      assertThat(report.edits().listed())
          .containsExactly(
              Map.entry("classes/Added.class", Edits.Kind.ADDED),
              Map.entry("classes/page.html", Edits.Kind.CHANGED),
              Map.entry("lib/gone.jar", Edits.Kind.REMOVED));
      assertThat(report.edits().total()).isEqualTo(3);
      assertThat(sessions.replicas()).hasSize(1);
    }

    assertThat(supervisor.query().holder()).as("after the session has ended").isEmpty();
  }

  @Test
  void listsTwoHundredOfMoreEdits() throws Exception {
    TestSupervisor.store(supervisor.image, TestApp.sleeper());
    supervisor.start(LONG, LONG);
    Map<String, byte[]> files = TestApp.sleeper();
    String deep = "classes/" + "x".repeat(200) + "/" + "y".repeat(200) + "/" + "z".repeat(200);
    for (int i = 0; i < 1000; i++) {
      files.put(deep + "/" + i, new byte[] {1});
    }

    try (ReplicaSessions sessions = serve(files)) {
      Edits edits = supervisor.query().edits();

      assertThat(edits.total()).isEqualTo(1000);
      assertThat(edits.listed())
          .hasSize(200)
          .allSatisfy((path, kind) -> assertThat(kind).isEqualTo(Edits.Kind.ADDED));
      assertThat(sessions.replicas()).hasSize(1);
    }
  }

  @Test
  void whereNoImageHoldsTheAppThereIsNothingToCompareWith() throws Exception {
    supervisor.startWithoutImage();

    try (ReplicaSessions sessions = serve(TestApp.sleeper())) {
      assertThat(supervisor.query().edits().isCompared()).isFalse();
      assertThat(sessions.replicas()).hasSize(1);
    }
  }

  @Test
  void tellsTheExitCodeOfAnAppThatEnded() throws Exception {
    supervisor.startWithoutImage();

    try (ReplicaSessions sessions = open()) {
      sessions.desire(
          new Revision(1, blobs.inventory(TestApp.main("System.exit(3);")), TestSupervisor.LAUNCH));
      told.await("crashed");

      assertThat(supervisor.query().app()).isEqualTo(AppState.EXITED);
      assertThat(supervisor.query().exitCode()).isEqualTo(3);
    }
  }

  @Test
  void aSessionThatFellSilentForTooLongHoldsItNoMore() throws Exception {
    supervisor.start(LONG, Duration.ofMillis(50));

    try (ReplicaSessions sessions = open()) {
      told.await("attached");

      // The next heartbeat comes only after 10 s.
      while (supervisor.query().holder().isPresent()) {
        assertThat(sessions.replicas()).hasSize(1);
      }
    }
  }

  @Test
  void aWrongKeyIsRefusedInWords() throws Exception {
    supervisor.start(LONG, LONG);

    assertThatThrownBy(
            () -> new ReplicaProbe(SessionKey.random()).query(supervisor.replica("shop-1")))
        .isInstanceOf(IOException.class)
        .hasMessage("the key is not the one of this replica");
  }

  @Test
  void aReplicaThatNeverAnswersIsGivenUpAndItsConnectionClosed() throws Exception {
    SilentConnection silent = new SilentConnection();
    ReplicaProbe probe = new ReplicaProbe(SessionKey.random(), Duration.ofMillis(100));

    assertThatThrownBy(() -> probe.query(new FakeReplica("shop-1", () -> silent)))
        .isInstanceOf(IOException.class)
        .hasMessage("shop-1 did not answer within 100 ms");
    silent.awaitClosed();
  }

  @Test
  void aReplicaThatCannotEvenBeConnectedToIsGivenUp() {
    ReplicaProbe probe = new ReplicaProbe(SessionKey.random(), Duration.ofMillis(100));
    FakeReplica unreachable =
        new FakeReplica(
            "shop-1",
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new IOException("interrupted");
            });

    assertThatThrownBy(() -> probe.query(unreachable))
        .isInstanceOf(IOException.class)
        .hasMessage("shop-1 did not answer within 100 ms");
  }

  private ReplicaSessions open() {
    ReplicaSessions sessions =
        new ReplicaSessions(supervisor.key, blobs, "anna@desk", false, List.of(told));
    sessions.open(supervisor.source());
    return sessions;
  }

  private ReplicaSessions serve(Map<String, byte[]> files) throws InterruptedException {
    ReplicaSessions sessions = open();
    sessions.desire(new Revision(1, blobs.inventory(new TreeMap<>(files)), TestSupervisor.LAUNCH));
    told.await("served");
    return sessions;
  }
}
