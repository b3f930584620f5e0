package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import dev.innerloop.replica.FakeReplica;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.wire.ReloadStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowUpdatesTest {

  private final Replica one = new FakeReplica("one", () -> null);
  private final Replica two = new FakeReplica("two", () -> null);
  private final List<Event> events = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final SlowUpdates slow =
      new SlowUpdates(
          "shop",
          (time, task) -> {
            assertThat(time).isEqualTo(Duration.ofSeconds(1));
            later.add(task);
          },
          events::add);

  @Test
  void aRestartThatTakesASecondIsAcknowledgedOnceForAllReplicas() {
    slow.applying(applying(one, 2, ReloadStrategy.RESTART));
    slow.applying(applying(two, 2, ReloadStrategy.JVM));
    aSecondPasses();

    assertThat(events).containsExactly(new Event.Notice("shop: restarting..."));
  }

  @Test
  void soIsAnotherUpdate() {
    slow.applying(applying(one, 2, ReloadStrategy.REDEFINE));
    aSecondPasses();

    assertThat(events).containsExactly(new Event.Notice("shop: updating..."));
  }

  @Test
  void aFasterOneIsNot() {
    slow.applying(applying(one, 2, ReloadStrategy.RESTART));
    slow.ended(one);
    aSecondPasses();

    assertThat(events).isEmpty();
  }

  @Test
  void theStartOfASessionHasLinesOfItsOwn() {
    slow.applying(applying(one, 1, ReloadStrategy.JVM));
    aSecondPasses();

    assertThat(events).isEmpty();
  }

  @Test
  void anUpdateThatANewerOneFollowsIsNotAcknowledgedForIt() {
    slow.applying(applying(one, 2, ReloadStrategy.RESTART));
    slow.ended(one);
    slow.applying(applying(one, 3, ReloadStrategy.RESTART));
    later.remove(1);
    aSecondPasses();

    assertThat(events).isEmpty();
  }

  private void aSecondPasses() {
    later.forEach(Runnable::run);
  }

  private static ReplicaEvent.Applying applying(
      Replica replica, long revision, ReloadStrategy strategy) {
    return new ReplicaEvent.Applying(replica, revision, strategy);
  }
}
