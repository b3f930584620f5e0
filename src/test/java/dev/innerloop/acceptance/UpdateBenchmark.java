package dev.innerloop.acceptance;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long users wait, on the node with 2 replicas of {@code examples/clinic}: from the save of the
 * file to the first answer with the change through the forwarded port. MySQL's driver is on the
 * class path. One row: {@code ./mvnw -Pbench verify -Dit.test=UpdateBenchmark#methodBody}.
 */
@OnCluster
@Timeout(1800)
class UpdateBenchmark {

  private static final int ROUNDS = Integer.getInteger("bench.rounds", 20);
  private static final int FEW = Math.max(1, ROUNDS / 4);

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void methodBody() throws Exception {
    ClinicSession session = watch("auto");
    ClinicSession.Row row = session.measure(session.methodBody(), ROUNDS);
    BareUpdate bare = BareUpdate.measure(bench, session.project(), ROUNDS);
    List<String> lines = new ArrayList<>(row.lines());
    lines.add("- bare javac of that file: " + bare.javac());
    lines.add("- bare redefinition in the running app: " + bare.redefine());
    lines.add(
        "- ratio to both: %.1f (at most 3)"
            .formatted(row.first().median() / (bare.javac().median() + bare.redefine().median())));
    BenchmarkReport.row("T1 method body (300 ms)", lines);
  }

  @Test
  void privateMethodAndLambda() {
    ClinicSession session = watch("auto");
    ClinicSession.Row row = session.measure(session.newPrivateMethodAndLambda(), ROUNDS);
    BenchmarkReport.row("T1b new private method and lambda (200 ms)", row.lines());
  }

  @Test
  void newMember() {
    ClinicSession session = watch("auto");
    ClinicSession.Row inside = session.measure(session.newMember("restart"), ROUNDS);
    session.end();
    ClinicSession one = watch(session.project(), "auto", 1);
    ClinicSession.Row alone = one.measure(one.newMember("restart"), ROUNDS);
    one.end();
    ClinicSession anew = watch(session.project(), "jvm", 2);
    ClinicSession.Row jvm = anew.measure(anew.newMember("jvm"), FEW);
    List<String> lines = new ArrayList<>(inside.lines());
    lines.add("- the same with 1 replica: " + alone.first());
    lines.add("- the same with dev.reload=jvm: " + jvm.first());
    lines.add(
        "- a new JVM takes %.1f times as long (at least 5)"
            .formatted(jvm.first().median() / inside.first().median()));
    BenchmarkReport.row("T2a new method (1.0 s)", lines);
  }

  @Test
  void dependency() {
    ClinicSession session = watch("auto");
    // As a user does, who thinks between two changes of a dependency.
    ClinicSession.Row row = session.measure(session.dependency(), ROUNDS, ArchiveDumps::awaitQuiet);
    ArchiveDumps.awaitQuiet();
    Samples plain = PlainBoot.measure(bench.namespace(), FEW);
    List<String> lines = new ArrayList<>(row.lines());
    lines.add("- plain boot in the same pods, both at once, the first: " + plain);
    lines.add(
        "- plain boot takes %.1f times as long (at least 2)"
            .formatted(plain.median() / row.first().median()));
    BenchmarkReport.row("T2b dependency (3 s)", lines);
  }

  @Test
  void template() {
    ClinicSession session = watch("auto");
    BenchmarkReport.row("Template (150 ms)", session.measure(session.template(), ROUNDS).lines());
  }

  @Test
  void staticFile() {
    ClinicSession session = watch("auto");
    BenchmarkReport.row(
        "Static file (150 ms)", session.measure(session.staticFile(), ROUNDS).lines());
  }

  private ClinicSession watch(String reload) {
    ProjectCopy project = ClinicSession.copy(bench);
    MySqlDriver.addTo(project);
    return watch(project, reload, 2);
  }

  private ClinicSession watch(ProjectCopy project, String reload, int replicas) {
    return ClinicSession.watch(
        bench,
        ClinicSession.command(bench, project, "dev:watch", replicas).set("dev.reload", reload),
        project);
  }
}
