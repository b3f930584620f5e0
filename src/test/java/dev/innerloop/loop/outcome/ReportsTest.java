package dev.innerloop.loop.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.loop.event.Event.Update;
import dev.innerloop.replica.Connection;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent.Served;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.ReloadStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a roll-out is reported. */
class ReportsTest {

  private static final ContentHash DIGEST = ContentHash.of(new byte[0]);

  private final Replica former = new Named("shop-1");
  private final Replica second = new Named("shop-2");
  private final Replica third = new Named("shop-3");
  private final List<Replica> live = new ArrayList<>();
  private final List<Update> told = new ArrayList<>();
  private final Reports reports = new Reports("shop", this::statuses, told::add);

  @Test
  void aRolloutIsReportedOnceTheNewPodsServeAndNoFormerOneIsLeft() {
    live.add(former);
    reports.served(served(former));
    reports.rollingOut(report(Set.of(former)));
    live.add(second);
    reports.served(served(second));
    reports.rolledOut();
    assertThat(told).isEmpty();

    live.remove(former);
    live.add(third);
    reports.lost();
    assertThat(told).isEmpty();

    reports.served(served(third));
    reports.served(served(third));

    assertThat(told).hasSize(1);
    Update update = told.get(0);
    assertThat(update.tier()).isEqualTo("rollout");
    assertThat(update.id()).isEqualTo(8);
    assertThat(update.reason()).isEqualTo("containers[shop].image changed in Deployment shop");
    assertThat(update.replicas())
        .extracting(Update.ReplicaUpdate::replica)
        .containsExactly("shop-2", "shop-3");
    assertThat(update.millis())
        .containsOnlyKeys("notice", "compile", "diff", "transfer", "apply", "serve", "total");
  }

  @Test
  void newPodsThatServeBeforeTheRolloutHasEndedAreNotAllThatCome() {
    live.add(former);
    reports.rollingOut(report(Set.of(former)));
    live.set(0, second);
    reports.served(served(second));
    assertThat(told).isEmpty();

    reports.rolledOut();

    assertThat(told).hasSize(1);
  }

  @Test
  void scalingLeavesTheFormerPodsWhereTheyAre() {
    live.add(former);
    reports.served(served(former));
    reports.rollingOut(report(Set.of()));
    live.add(second);
    reports.served(served(second));
    reports.rolledOut();

    assertThat(told).hasSize(1);
    assertThat(told.get(0).replicas()).hasSize(2);
  }

  private static RolloutReport report(Set<Replica> former) {
    return new RolloutReport(
        "shop",
        8,
        List.of("src/main/kubernetes/deployment.yml"),
        "containers[shop].image changed in Deployment shop",
        former,
        Timing.begin(List.of()));
  }

  private List<ReplicaStatus> statuses() {
    return live.stream().map(it -> ReplicaStatus.attached(it, AppState.SERVING, 7, 0)).toList();
  }

  private static Served served(Replica replica) {
    return new Served(replica, 7, ReloadStrategy.JVM, "", new Served.Phases(1, 2, 3, 4), DIGEST);
  }

  private record Named(String name) implements Replica {

    @Override
    public int supervisorPort() {
      return 0;
    }

    @Override
    public Connection connect(int port) {
      throw new AssertionError("nobody connects here");
    }
  }
}
