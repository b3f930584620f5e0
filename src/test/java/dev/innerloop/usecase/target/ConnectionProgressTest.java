package dev.innerloop.usecase.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionProgressTest {

  private static final Problem UNREACHABLE = new Problem("It cannot be reached.", "Start it.");

  private final List<Event> events = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final ConnectionProgress progress =
      new ConnectionProgress(
          (time, task) -> {
            assertThat(time).isEqualTo(Duration.ofSeconds(2));
            later.add(task);
          },
          events::add);

  @Test
  void aServerThatAnswersSlowlyIsNamedWhileItIsWaitedFor() {
    connect(this::timePasses);

    assertThat(events)
        .containsExactly(
            new Event.Notice(
                "Waiting for the API server https://10.0.0.1:6443 of context team..."));
  }

  @Test
  void oneThatHasAnsweredIsNot() {
    connect(() -> {});
    timePasses();

    assertThat(events).isEmpty();
  }

  @Test
  void norIsOneThatHasRefused() {
    assertThatThrownBy(
            () ->
                connect(
                    () -> {
                      throw UNREACHABLE;
                    }))
        .isSameAs(UNREACHABLE);
    timePasses();

    assertThat(events).isEmpty();
  }

  private void connect(Runnable server) {
    progress.during(
        "https://10.0.0.1:6443",
        "team",
        () -> {
          server.run();
          return null;
        });
  }

  private void timePasses() {
    later.forEach(Runnable::run);
  }
}
