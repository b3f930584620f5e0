package dev.innerloop.cluster.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.PodProgram;
import dev.innerloop.cluster.TestNamespace;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import dev.innerloop.replica.ReplicaSource;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@OnCluster(ours = true)
class PodReplicasIT {

  private static TestNamespace namespace;

  @BeforeAll
  static void create() {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void delete() {
    namespace.close();
  }

  @Test
  void reportsAddedRemovedAndRestartedReplicas() throws Exception {
    namespace.deploy("seen", namespace.program("seen", OptionalInt.of(1)));
    Seen seen = new Seen();
    try (Closeable watching = namespace.workload("seen").replicas(PodProgram.PORT).watch(seen)) {
      TestNamespace.await("the first replica", () -> seen.present.size() == 1);
      Replica first = seen.present.get(0);

      scale("seen", 3);
      TestNamespace.await("three replicas", () -> seen.present.size() == 3);
      assertThat(seen.gone).isEmpty();

      namespace.client.pods().inNamespace(namespace.name).withName(first.name()).delete();
      TestNamespace.await("the deleted one to go", () -> !seen.present.contains(first));
      TestNamespace.await("its successor", () -> seen.present.size() == 3);
      assertThat(names(seen.present)).doesNotContain(first.name());

      Replica crashing = seen.present.get(0);
      send(crashing, "exit");
      TestNamespace.await("the restarted one to go", () -> seen.gone.contains(crashing));
      TestNamespace.await(
          "the same pod again", () -> names(seen.present).contains(crashing.name()));

      List<Replica> old = List.copyOf(seen.present);
      namespace.deploy("seen", namespace.program("seen", OptionalInt.of(2), "second"));
      TestNamespace.await(
          "only new ones", () -> seen.gone.containsAll(old) && seen.present.size() == 2);
    }
  }

  @Test
  void carriesLargeTransfersBothWaysUnchanged() throws Exception {
    Replica replica = replica("echo");
    byte[] sent = new byte[20 * 1024 * 1024];
    new Random(1).nextBytes(sent);
    try (ReplicaConnection connection = replica.connect(PodProgram.PORT)) {
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> write(connection, sent));
      byte[] received = connection.input().readNBytes(sent.length);
      sending.get(10, TimeUnit.SECONDS);
      assertThat(received).isEqualTo(sent);
    }
    try (ReplicaConnection small = replica.connect(PodProgram.PORT)) {
      List<Long> micros = new ArrayList<>();
      byte[] page = new byte[5 * 1024];
      for (int i = 0; i < 50; i++) {
        long begin = System.nanoTime();
        write(small, page);
        small.input().readNBytes(page.length);
        micros.add((System.nanoTime() - begin) / 1000);
      }
      micros.sort(null);
      System.out.println("round trip of 5 KB, median: " + micros.get(25) + " us");
      assertThat(micros.get(25)).as("median microseconds of a round trip").isLessThan(100_000);
    }
  }

  @Test
  void appliesBackpressureToUnreadData() throws Exception {
    Replica replica = replica("slow");
    byte[] sent = new byte[20 * 1024 * 1024];
    new Random(2).nextBytes(sent);
    try (ReplicaConnection connection = replica.connect(PodProgram.PORT)) {
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> write(connection, sent));
      PodStream stream = (PodStream) connection;
      TestNamespace.await("bytes to queue up", () -> stream.buffered() >= 1024 * 1024);
      int most = stream.buffered();
      assertThat(connection.input().readNBytes(sent.length)).isEqualTo(sent);
      sending.get(10, TimeUnit.SECONDS);
      assertThat(most).isLessThan(2 * 1024 * 1024);
    }
  }

  @Test
  void endsReadingWhenTheOtherSideCloses() throws Exception {
    try (ReplicaConnection connection = replica("closing").connect(PodProgram.PORT)) {
      write(connection, "close".getBytes(StandardCharsets.UTF_8));
      assertThat(connection.input().read()).isEqualTo(-1);
    }
  }

  @Test
  void isOverOnceTheOtherSideClosesAndNotBefore() throws Exception {
    try (ReplicaConnection connection = replica("over").connect(PodProgram.PORT)) {
      assertThat(connection.isOver()).isFalse();
      write(connection, new byte[] {1});
      assertThat(connection.input().read()).isEqualTo(1);
      assertThat(connection.isOver()).isFalse();
      write(connection, "close".getBytes(StandardCharsets.UTF_8));
      TestNamespace.await("the end to be known before anybody reads", connection::isOver);
      assertThat(connection.input().read()).isEqualTo(-1);
    }
  }

  @Test
  void isOverForANewRequestWhenTheOtherSideSpeaksUnasked() throws Exception {
    try (ReplicaConnection connection = replica("talking").connect(PodProgram.PORT)) {
      write(connection, new byte[] {1, 2});
      TestNamespace.await("an answer that nobody has read", connection::isOver);
      assertThat(connection.input().readNBytes(2)).containsExactly(1, 2);
      assertThat(connection.isOver()).isFalse();
    }
  }

  @Test
  void failsIfNoProcessListens() throws Exception {
    try (ReplicaConnection connection = replica("deaf").connect(9999)) {
      assertThatThrownBy(() -> connection.input().read())
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("port 9999 of pod deaf-")
          .hasMessageContaining("refused");
    }
  }

  @Test
  void endsReadingWhenThePodDies() throws Exception {
    Replica replica = replica("dying");
    try (ReplicaConnection connection = replica.connect(PodProgram.PORT)) {
      CompletableFuture<String> reading = reading(connection);
      namespace
          .client
          .pods()
          .inNamespace(namespace.name)
          .withName(replica.name())
          .withGracePeriod(0)
          .delete();
      assertThat(reading.get(20, TimeUnit.SECONDS)).isNotBlank();
    }
    assertThatThrownBy(() -> replica.connect(PodProgram.PORT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the pod does not exist any more");
  }

  @Test
  void endsReadingWhenItIsClosedHereAndLeavesNoThreads() throws Exception {
    Replica replica = replica("closed");
    int before = Thread.activeCount();
    for (int i = 0; i < 20; i++) {
      ReplicaConnection connection = replica.connect(PodProgram.PORT);
      CompletableFuture<String> reading = reading(connection);
      connection.close();
      assertThat(reading.get(5, TimeUnit.SECONDS)).contains("closed");
    }
    assertThat(Thread.activeCount()).isLessThan(before + 10);
  }

  private static CompletableFuture<String> reading(ReplicaConnection connection) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return "read " + connection.input().read();
          } catch (IOException e) {
            return String.valueOf(e.getMessage());
          }
        });
  }

  private static Replica replica(String app) throws Exception {
    namespace.deploy(app, namespace.program(app, OptionalInt.of(1)));
    Seen seen = new Seen();
    try (Closeable watching = namespace.workload(app).replicas(PodProgram.PORT).watch(seen)) {
      TestNamespace.await("a replica", () -> !seen.present.isEmpty());
    }
    Replica replica = seen.present.get(0);
    TestNamespace.await("the program to listen", () -> listens(replica));
    return replica;
  }

  private static boolean listens(Replica replica) {
    try (ReplicaConnection connection = replica.connect(PodProgram.PORT)) {
      write(connection, new byte[] {1});
      return connection.input().read() == 1;
    } catch (IOException e) {
      return false;
    }
  }

  private static void send(Replica replica, String text)
      throws IOException, ExecutionException, InterruptedException {
    TestNamespace.await("the program to listen", () -> listens(replica));
    try (ReplicaConnection connection = replica.connect(PodProgram.PORT)) {
      write(connection, text.getBytes(StandardCharsets.UTF_8));
      reading(connection).get();
    }
  }

  private static void write(ReplicaConnection connection, byte[] bytes) {
    try {
      connection.output().write(bytes);
      connection.output().flush();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void scale(String app, int replicas) {
    namespace.client.apps().deployments().inNamespace(namespace.name).withName(app).scale(replicas);
  }

  private static List<String> names(List<Replica> replicas) {
    return replicas.stream().map(Replica::name).toList();
  }

  private static final class Seen implements ReplicaSource.Listener {
    final List<Replica> present = new CopyOnWriteArrayList<>();
    final List<Replica> gone = new CopyOnWriteArrayList<>();

    @Override
    public void appeared(Replica replica) {
      present.add(replica);
    }

    @Override
    public void disappeared(Replica replica) {
      gone.add(replica);
      present.remove(replica);
    }
  }
}
