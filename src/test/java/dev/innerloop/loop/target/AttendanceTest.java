package dev.innerloop.loop.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Connection;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a pipeline is told that comes upon a session. */
class AttendanceTest {

  private static final CommandForm COMMANDS = new CommandForm("mvn", "dev:", List.of(), List.of());
  private static final Instant SINCE = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void whoWorksOnTheAppIsNamedWithTheWayOut() {
    Attendance anna =
        attendance(Optional.of(new ReplicaReport.Holder("anna@box", SINCE)), Optional.empty());

    Problem problem =
        catchThrowableOfType(Problem.class, () -> anna.requireNobody("shop", COMMANDS));

    assertThat(problem)
        .hasMessage("anna@box works on shop in dev mode since 2026-03-02T10:00:00Z.");
    assertThat(problem.remedy())
        .isEqualTo("End that session first: Ctrl-C there, then mvn dev:stop");
  }

  @Test
  void nobodyIsInTheWayOfAnAppThatNobodyHolds() {
    assertThatCode(() -> attendance(Optional.empty()).requireNobody("shop", COMMANDS))
        .doesNotThrowAnyException();
  }

  @SafeVarargs
  private static Attendance attendance(Optional<ReplicaReport.Holder>... holders) {
    Map<String, ReplicaReport> reports = new TreeMap<>();
    for (Optional<ReplicaReport.Holder> holder : holders) {
      reports.put(
          "shop-" + reports.size(),
          new ReplicaReport(
              new Unasked(), new ReplicaReport.App.Serving(), 1, holder, Optional.empty()));
    }
    return new Attendance(reports);
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
    public Connection connect(int port) throws IOException {
      throw new IOException("nobody is asked");
    }
  }
}
