package dev.innerloop.replica.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.Inventory;
import dev.innerloop.replica.BreakingConnection;
import dev.innerloop.replica.FakeReplica;
import dev.innerloop.replica.HangingConnection;
import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SilentConnection;
import dev.innerloop.replica.TestApp;
import dev.innerloop.replica.TestSupervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sessions and a real supervisor, where not all goes well between them. */
@Timeout(120)
class ReplicaSessionsTest {

  private static final int MEGABYTE = 1 << 20;

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
  void replicasThatHangHoldUpNoOtherAndAreLetGoAtTheEnd() throws Exception {
    supervisor.startWithoutImage();
    SilentConnection silent = new SilentConnection();
    FakeReplica hanging = new FakeReplica("a-hanging", () -> silent);
    FakeReplica unreachable =
        new FakeReplica(
            "b-unreachable",
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new IOException("interrupted");
            });
    try (ReplicaSessions sessions = open(hanging, unreachable, supervisor.replica("c-good"))) {
      want(sessions, 1, TestApp.sleeper());

      assertThat(told.await("served")).isEqualTo("served 1 JVM: first start");
      assertThat(sessions.replicas())
          .extracting(ReplicaStatus::word)
          .containsExactly("connecting", "connecting", "serving");
    }

    silent.awaitClosed();
  }

  @Test
  void aReplicaThatHangsAfterItsWelcomeIsSoonNotLiveAndIsAgainWhenItAnswers() throws Exception {
    supervisor.startWithoutImage();
    List<HangingConnection> connections = new ArrayList<>();
    FakeReplica hanging =
        new FakeReplica(
            "pod",
            () -> {
              connections.add(new HangingConnection(supervisor.connect()));
              return connections.get(0);
            });
    try (ReplicaSessions sessions = open(hanging)) {
      want(sessions, 1, TestApp.sleeper());
      told.await("served 1");

      connections.get(0).hang();

      assertThat(told.await("lost")).isEqualTo("lost: does not answer");
      assertThat(sessions.replicas()).extracting(ReplicaStatus::word).containsExactly("connecting");

      connections.get(0).goOn();

      told.await("attached");
      assertThat(sessions.replicas()).extracting(ReplicaStatus::word).containsExactly("serving");
    }
    assertThat(connections).as("the connection was kept").hasSize(1);
  }

  @Test
  void aReplicaThatIsGoneIsLetGoEvenIfItHangs() throws Exception {
    SilentConnection silent = new SilentConnection();
    CountDownLatch connected = new CountDownLatch(1);
    FakeReplica hanging =
        new FakeReplica(
            "hanging",
            () -> {
              connected.countDown();
              return silent;
            });
    List<ReplicaSource.Listener> listeners = new ArrayList<>();
    try (ReplicaSessions sessions =
        new ReplicaSessions(supervisor.key, blobs, "anna@desk", false, List.of(told))) {
      sessions.open(
          listener -> {
            listeners.add(listener);
            listener.appeared(hanging);
            return () -> {};
          });
      connected.await();

      listeners.get(0).disappeared(hanging);

      silent.awaitClosed();
      assertThat(sessions.replicas()).isEmpty();
    }
  }

  @Test
  void aBrokenDeliveryIsResumedAndWhatHasArrivedIsNotSentAgain() throws Exception {
    supervisor.startWithoutImage();
    List<BreakingConnection> connections = new ArrayList<>();
    FakeReplica fragile =
        new FakeReplica(
            "fragile",
            () -> {
              long limit = connections.isEmpty() ? 5 * MEGABYTE / 2 : Long.MAX_VALUE;
              BreakingConnection next = new BreakingConnection(supervisor.connect(), limit);
              connections.add(next);
              return next;
            });
    Map<String, byte[]> files = TestApp.sleeper();
    for (int i = 0; i < 4; i++) {
      files.put("lib/" + i + ".jar", random(i, MEGABYTE));
    }
    try (ReplicaSessions sessions = open(fragile)) {
      want(sessions, 1, files);

      assertThat(told.await("lost")).isEqualTo("lost: broken");
      assertThat(told.await("served")).isEqualTo("served 1 JVM: first start");
    }
    assertThat(connections).hasSize(2);
    assertThat(connections.get(1).sent()).isBetween(2L * MEGABYTE, 5L * MEGABYTE / 2);
    assertThat(supervisor.workspace.resolve("lib/3.jar")).hasBinaryContent(random(3, MEGABYTE));
  }

  @Test
  void contentThatMovesOrIsCopiedIsNotSentAgain() throws Exception {
    supervisor.startWithoutImage();
    BreakingConnection connection = new BreakingConnection(supervisor.connect(), Long.MAX_VALUE);
    Map<String, byte[]> files = TestApp.sleeper();
    files.put("lib/old.jar", random(1, MEGABYTE));
    files.put("lib/kept.jar", random(2, MEGABYTE));
    try (ReplicaSessions sessions = open(new FakeReplica("counted", () -> connection))) {
      want(sessions, 1, files);
      told.await("served 1");
      long before = connection.sent();
      files.put("lib/moved.jar", files.remove("lib/old.jar"));
      files.put("lib/copy.jar", random(2, MEGABYTE));

      want(sessions, 2, files);

      told.await("served 2");
      assertThat(connection.sent() - before).isLessThan(MEGABYTE / 10);
    }
    assertThat(supervisor.workspace.resolve("lib/moved.jar")).hasBinaryContent(random(1, MEGABYTE));
    assertThat(supervisor.workspace.resolve("lib/copy.jar")).hasBinaryContent(random(2, MEGABYTE));
  }

  @Test
  void withoutItsAgentAnAppIsRestarted() throws Exception {
    supervisor.startAsInAPod();
    // The agent cannot introduce itself without the key.
    Files.delete(supervisor.keyFile());
    try (ReplicaSessions sessions = open(supervisor.replica("pod"))) {
      want(sessions, 1, TestApp.sleeperWith("Part", "class Part { int f() { return 1; } }"));
      supervisor.printed.await("[dev] the agent lost the supervisor");
      told.await("served 1");

      want(sessions, 2, TestApp.sleeperWith("Part", "class Part { int f() { return 2; } }"));

      assertThat(told.await("served")).isEqualTo("served 2 JVM: the agent is not connected");
    }
  }

  /** The supervisor lives in the app's memory limit: at its peak, all of it counts. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theSupervisorStaysSmallWhileItReceives60Megabytes(TestReporter reporter) throws Exception {
    supervisor.startWithoutImage();
    Map<String, byte[]> files = TestApp.sleeper();
    for (int i = 0; i < 12; i++) {
      files.put("lib/" + i + ".jar", random(i, 5 * MEGABYTE));
    }
    try (ReplicaSessions sessions = open(supervisor.replica("pod"))) {
      want(sessions, 1, files);
      told.await("served 1");
    }

    long peak =
        Files.readAllLines(Path.of("/proc", "" + supervisor.process().pid(), "status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow();
    reporter.publishEntry("peak resident kB", Long.toString(peak));
    assertThat(peak).isLessThan(64 * 1024);
  }

  private ReplicaSessions open(Replica... replicas) {
    ReplicaSessions sessions =
        new ReplicaSessions(supervisor.key, blobs, "anna@desk", false, List.of(told));
    sessions.open(TestSupervisor.sourceOf(replicas));
    return sessions;
  }

  private void want(ReplicaSessions sessions, long update, Map<String, byte[]> files) {
    Inventory inventory = blobs.inventory(files);
    sessions.desire(new Revision(update, inventory, TestSupervisor.LAUNCH));
  }

  private static byte[] random(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
