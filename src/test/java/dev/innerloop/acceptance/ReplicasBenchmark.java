package dev.innerloop.acceptance;

import dev.innerloop.local.LocalReplicas;
import dev.innerloop.replica.IdleObserver;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.Sources;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Method bodies in 50 replicas at once, and in one. They are processes of this machine: the node
 * would need a gigabyte for each.
 */
@Timeout(1800)
class ReplicasBenchmark {

  private static final int REPLICAS = Integer.getInteger("bench.replicas", 50);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 20);
  private static final int WARM_UPS = 3;
  private static final String MAIN =
      """
      public class Main {
        public static void main(String[] args) throws Exception {
          Answer answer = new Answer();
          while (answer != null) {
            Thread.sleep(10_000);
          }
        }
      }
      """;

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void manyTakeLittleLongerThanOne() throws Exception {
    Samples one = measure(1);
    Samples many = measure(REPLICAS);
    BenchmarkReport.row(
        "Scale: " + REPLICAS + " replicas",
        List.of(
            "- one replica: " + one,
            "- all of " + REPLICAS + ": " + many,
            "- p95 is %.1f times as long (at most 3)".formatted(many.p95() / one.p95())));
  }

  private Samples measure(int count) throws Exception {
    SessionKey key = SessionKey.random();
    List<LocalReplicas> replicas = new ArrayList<>();
    Rounds rounds = new Rounds();
    try (ReplicaSessions sessions =
        new ReplicaSessions(key, blobs, "anna@desk", false, List.of(rounds))) {
      for (int i = 0; i < count; i++) {
        Path java = Path.of(System.getProperty("java.home"));
        replicas.add(LocalReplicas.start("local", key, java, folder, false, line -> {}));
      }
      sessions.open(all(replicas));
      List<Double> millis = new ArrayList<>();
      for (int round = 0; round <= WARM_UPS + ROUNDS; round++) {
        Revision wanted = wanted(round + 1);
        CountDownLatch served = rounds.expect(wanted.number(), count);
        long start = System.nanoTime();
        sessions.desire(wanted);
        if (!served.await(5, TimeUnit.MINUTES)) {
          throw new AssertionError("update " + wanted.number() + " is not served everywhere");
        }
        if (round > WARM_UPS) { // the first one starts the apps
          millis.add((System.nanoTime() - start) / 1e6);
          rounds.requireRedefined();
        }
      }
      return new Samples(millis);
    } finally {
      for (LocalReplicas replica : replicas) {
        replica.close();
      }
    }
  }

  private Revision wanted(int number) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(
            MAIN, "public class Answer { String text() { return \"answer " + number + "\"; } }")
        .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    Launch launch =
        Launch.of("Main", List.of("classes"))
            .withJvmOptions(
                List.of("-Xmx16m", "-Xss256k", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    return new Revision(number, blobs.inventory(files), launch);
  }

  private static ReplicaSource all(List<LocalReplicas> replicas) {
    return listener -> {
      List<Closeable> subscriptions = new ArrayList<>();
      replicas.forEach(each -> subscriptions.add(each.watch(listener)));
      return () -> close(subscriptions);
    };
  }

  private static void close(List<Closeable> subscriptions) throws IOException {
    for (Closeable each : subscriptions) {
      each.close();
    }
  }

  /** Counts who serves the update that is waited for. */
  private static final class Rounds extends IdleObserver {

    private final Queue<String> strategies = new ConcurrentLinkedQueue<>();
    private volatile long update;
    private volatile CountDownLatch served = new CountDownLatch(0);

    CountDownLatch expect(long number, int replicas) {
      strategies.clear();
      CountDownLatch latch = new CountDownLatch(replicas);
      served = latch;
      update = number;
      return latch;
    }

    void requireRedefined() {
      if (strategies.stream().anyMatch(strategy -> !strategy.equals("REDEFINE"))) {
        throw new AssertionError("Not all were redefined: " + strategies);
      }
    }

    @Override
    public void served(ReplicaEvent.Served answer) {
      if (answer.revision() == update) {
        strategies.add(answer.strategy().name());
        served.countDown();
      }
    }

    @Override
    public void failed(ReplicaEvent.Failed event) {
      strategies.add("FAILED: " + event.reason());
    }
  }
}
