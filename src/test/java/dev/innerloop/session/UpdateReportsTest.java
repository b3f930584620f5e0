package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event.Update;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaEvent.Served;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.ReloadStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a rollout is reported. */
class UpdateReportsTest {

  private static final ContentHash DIGEST = ContentHash.of(new byte[0]);

  private final Replica former = new Named("shop-1");
  private final Replica second = new Named("shop-2");
  private final Replica third = new Named("shop-3");
  private final List<Update> told = new ArrayList<>();
  private final UpdateReports reports = new UpdateReports("shop", told::add);

  @Test
  void aRolloutIsReportedOnceTheNewPodsServeAndNoFormerOneIsLeft() {
    serves(former);
    reports.observe(served(former));
    reports.rollingOut(report(Set.of(former)));
    serves(second);
    reports.observe(served(second));
    reports.rolledOut();
    assertThat(told).isEmpty();

    serves(third);
    reports.observe(new ReplicaEvent.Disappeared(former));
    assertThat(told).isEmpty();

    reports.observe(served(third));
    reports.observe(served(third));

    assertThat(told).hasSize(1);
    Update update = told.get(0);
    assertThat(update.strategy()).isEqualTo("rollout");
    assertThat(update.revision()).isEqualTo(8);
    assertThat(update.reason()).isEqualTo("containers[shop].image changed in Deployment shop");
    assertThat(update.replicas())
        .extracting(Update.ReplicaUpdate::replica)
        .containsExactly("shop-2", "shop-3");
    assertThat(update.millis())
        .containsOnlyKeys("detect", "compile", "diff", "transfer", "apply", "serve", "total");
  }

  @Test
  void newPodsThatServeBeforeTheRolloutHasEndedAreNotAllThatCome() {
    serves(former);
    reports.rollingOut(report(Set.of(former)));
    reports.observe(new ReplicaEvent.Disappeared(former));
    serves(second);
    reports.observe(served(second));
    assertThat(told).isEmpty();

    reports.rolledOut();

    assertThat(told).hasSize(1);
  }

  @Test
  void scalingLeavesTheFormerPodsWhereTheyAre() {
    serves(former);
    reports.observe(served(former));
    reports.rollingOut(report(Set.of()));
    serves(second);
    reports.observe(served(second));
    reports.rolledOut();

    assertThat(told).hasSize(1);
    assertThat(told.get(0).replicas()).hasSize(2);
  }

  private static ResourceUpdateReport report(Set<Replica> former) {
    return new ResourceUpdateReport(
        "shop",
        8,
        List.of("src/main/kubernetes/deployment.yml"),
        "containers[shop].image changed in Deployment shop",
        former,
        Timing.begin(List.of()));
  }

  private void serves(Replica replica) {
    reports.observe(
        new ReplicaEvent.StatusChanged(ReplicaStatus.attached(replica, AppState.SERVING, 7, 0)));
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
    public ReplicaConnection connect(int port) {
      throw new AssertionError("nobody connects here");
    }
  }
}
