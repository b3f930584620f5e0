package dev.innerloop.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same with 50 ms of round-trip time to the API server: at most 3 round trips more. */
@OnCluster
@Timeout(1800)
class DistanceBenchmark {

  private static final Duration ROUND_TRIP = Duration.ofMillis(50);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 20);
  private static final Pattern SERVER = Pattern.compile("server: https://127\\.0\\.0\\.1:(\\d+)");

  @RegisterExtension final Bench bench = new Bench();

  /** The rows. */
  enum Change {
    METHOD_BODY(ClinicSession::methodBody),
    NEW_MEMBER(session -> session.newMember("restart")),
    DEPENDENCY(ClinicSession::dependency),
    TEMPLATE(ClinicSession::template);

    private final Function<ClinicSession, ClinicSession.Edit> edit;

    Change(Function<ClinicSession, ClinicSession.Edit> edit) {
      this.edit = edit;
    }
  }

  @ParameterizedTest
  @EnumSource
  void grows(Change change) throws IOException {
    ProjectCopy project = ClinicSession.copy(bench);
    MavenCommand near = ClinicSession.command(bench, project, "dev:watch");
    ClinicSession here = ClinicSession.watch(bench, near, project);
    ClinicSession.Row before =
        here.measure(change.edit.apply(here), ROUNDS, ArchiveDumps::awaitQuiet);
    here.end();

    String kubeconfig = Files.readString(Node.kubeconfig());
    Matcher server = SERVER.matcher(kubeconfig);
    if (!server.find()) {
      throw new AssertionError("The node's API server is not on 127.0.0.1:\n" + kubeconfig);
    }
    try (DelayingRelay relay = DelayingRelay.to(Integer.parseInt(server.group(1)), ROUND_TRIP)) {
      Path far = project.folder().resolve("../far-kubeconfig");
      Files.writeString(far, server.replaceFirst("server: https://127.0.0.1:" + relay.localPort()));
      ClinicSession there =
          ClinicSession.watch(
              bench,
              ClinicSession.command(bench, project, "dev:watch")
                  .environment("KUBECONFIG", far.toRealPath().toString()),
              project);
      ClinicSession.Row after =
          there.measure(change.edit.apply(there), ROUNDS, ArchiveDumps::awaitQuiet);
      there.end();
      List<String> lines = new ArrayList<>();
      lines.add("- near: " + before.first());
      lines.add("- 50 ms away: " + after.first());
      lines.add(
          "- grows by %.1f round trips (at most 3)"
              .formatted(
                  (after.first().median() - before.first().median()) / ROUND_TRIP.toMillis()));
      lines.add("");
      lines.add("Near:");
      lines.add("");
      lines.addAll(before.lines());
      lines.add("");
      lines.add("Far:");
      lines.add("");
      lines.addAll(after.lines());
      BenchmarkReport.row("Distance: " + change, lines);
    }
  }
}
