package dev.innerloop.usecase.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import dev.innerloop.replica.ReplicaReport;
import dev.innerloop.request.CommandForm;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Edits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a pipeline is told that comes upon a session. */
class ReplicaReportsTest {

  private static final CommandForm COMMANDS = new CommandForm("mvn", "dev:", List.of());
  private static final Instant SINCE = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void whoWorksOnTheAppIsNamedWithTheWayOut() {
    ReplicaReports anna =
        attendance(Optional.of(new ReplicaReport.Holder("anna@box", SINCE)), Optional.empty());

    Problem problem =
        catchThrowableOfType(Problem.class, () -> anna.requireUnclaimed("shop", COMMANDS));

    assertThat(problem)
        .hasMessage("anna@box works on shop in dev mode since 2026-03-02T10:00:00Z.");
    assertThat(problem.remedy())
        .isEqualTo("End that session first: Ctrl-C there, then mvn dev:stop");
  }

  @Test
  void nobodyIsInTheWayOfAnAppThatNobodyHolds() {
    assertThatCode(() -> attendance(Optional.empty()).requireUnclaimed("shop", COMMANDS))
        .doesNotThrowAnyException();
  }

  @Test
  void whoComesSecondIsToldOnceAndWaitsUntilTheFirstHasLeft() throws InterruptedException {
    Deque<ReplicaReports> looks =
        new ArrayDeque<>(
            List.of(
                attendance(holder("anna@box")),
                attendance(holder("anna@box"), holder("anna@box")),
                attendance(Optional.empty())));
    List<Event> told = new ArrayList<>();

    ReplicaReports.awaitRelease(
        "shop", looks.pop(), looks::pop, "mvn dev:watch", Duration.ofMinutes(1), told::add);

    assertThat(looks).isEmpty();
    assertThat(told)
        .last()
        .isEqualTo(
            new Event.Progress(
                "shop",
                "waiting for the end of that session, at most 60 s; nothing was changed yet"));
    assertThat(told)
        .hasSize(2)
        .first()
        .asInstanceOf(type(Event.ReplicaChanged.class))
        .satisfies(
            it ->
                assertThat(it.message())
                    .matches(
                        "anna@box works on it since \\d\\d:\\d\\d; to take it over: mvn"
                            + " dev:watch"));
  }

  @Test
  void whoComesSecondDoesNotWaitForEver() {
    Problem problem =
        catchThrowableOfType(
            Problem.class,
            () ->
                ReplicaReports.awaitRelease(
                    "shop",
                    attendance(holder("anna@box")),
                    () -> attendance(holder("anna@box")),
                    "mvn dev:watch -Ddev.takeover",
                    Duration.ZERO,
                    event -> {}));

    assertThat(problem).hasMessage("anna@box still works on shop. Nothing was changed.");
    assertThat(problem.remedy()).isEqualTo("To take it over: mvn dev:watch -Ddev.takeover");
  }

  private static Optional<ReplicaReport.Holder> holder(String name) {
    return Optional.of(new ReplicaReport.Holder(name, SINCE));
  }

  @SafeVarargs
  private static ReplicaReports attendance(Optional<ReplicaReport.Holder>... holders) {
    Map<String, ReplicaReport> reports = new TreeMap<>();
    for (Optional<ReplicaReport.Holder> holder : holders) {
      reports.put(
          "shop-" + reports.size(),
          new ReplicaReport(new Unasked(), AppState.SERVING, 0, 1, holder, Edits.withoutImage()));
    }
    return new ReplicaReports(Optional.empty(), reports);
  }

  private record Unasked() implements Replica {

    @Override
    public String name() {
      return "shop";
    }

    @Override
    public int supervisorPort() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReplicaConnection connect(int port) throws IOException {
      throw new IOException("nobody is asked");
    }
  }
}
