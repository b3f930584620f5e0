package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event.Update;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import dev.innerloop.replica.ReplicaEvent.Served;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.ReloadStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateReportTest {

  private static final ContentHash DIGEST = ContentHash.of(new byte[0]);

  private final Replica first = new Named("shop-1");
  private final Replica second = new Named("shop-2");
  private final UpdateReport report =
      new UpdateReport(
          "shop", 7, List.of("classes/Shop.class"), new Timing(System.nanoTime(), 3, 20, 4));

  @Test
  void waitsForEveryLiveReplica() {
    report.add(served(first, ReloadStrategy.REDEFINE, "method bodies changed in Shop"));

    assertThat(report.completed(List.of(first, second))).isNull();
  }

  @Test
  void isCompleteWhenTheReplicasThatAreLeftServe() {
    report.add(served(first, ReloadStrategy.REDEFINE, "method bodies changed in Shop"));

    assertThat(report.completed(List.of(first))).isNotNull();
  }

  @Test
  void isNeverCompleteWithoutReplicas() {
    assertThat(report.completed(List.of())).isNull();
  }

  @Test
  void reportsOnce() {
    report.add(served(first, ReloadStrategy.REDEFINE, ""));

    assertThat(report.completed(List.of(first))).isNotNull();
    assertThat(report.completed(List.of(first))).isNull();
  }

  @Test
  void namesTheMostExpensiveStrategyAndEachReplica() {
    report.add(served(first, ReloadStrategy.REDEFINE, "method bodies changed in Shop"));
    report.add(served(second, ReloadStrategy.JVM, "the JVM refused"));

    Update update = report.completed(List.of(first, second));

    assertThat(update.strategy()).isEqualTo("jvm");
    assertThat(update.reason()).isEqualTo("the JVM refused");
    assertThat(update.millis())
        .containsEntry("detect", 3L)
        .containsEntry("compile", 20L)
        .containsEntry("diff", 5L)
        .containsEntry("transfer", 10L)
        .containsEntry("apply", 25L)
        .containsEntry("serve", 5L);
    assertThat(update.replicas())
        .extracting(Update.ReplicaUpdate::replica, Update.ReplicaUpdate::strategy)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("shop-1", "redefine"),
            org.assertj.core.groups.Tuple.tuple("shop-2", "jvm"));
  }

  private static Served served(Replica replica, ReloadStrategy strategy, String reason) {
    return new Served(replica, 7, strategy, reason, new Served.Phases(1, 10, 25, 5), DIGEST);
  }

  private record Named(String name) implements Replica {

    @Override
    public int supervisorPort() {
      return 0;
    }

    @Override
    public ReplicaConnection connect(int port) {
      throw new AssertionError("nobody connects here");
    }
  }
}
