package dev.innerloop.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.discovery.PodDryRun;
import dev.innerloop.cluster.discovery.QuotaLimit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaCheckTest {

  private static final Optional<List<QuotaLimit>> TEAM =
      Optional.of(List.of(limit("team", "pods"), limit("team", "cpu"), limit("more", "cpu")));
  private static final Optional<List<String>> AS_USUAL = Optional.of(List.of());

  @Test
  void reportsTheQuotasThatARunFitsInto() {
    assertThat(run(TEAM, AS_USUAL))
        .isEqualTo(CheckResult.ok("all pods fit into the rest of quotas more, team"));
    assertThat(run(Optional.of(List.of(limit("team", "pods"))), AS_USUAL))
        .isEqualTo(CheckResult.ok("all pods fit into the rest of quota team"));
  }

  @Test
  void warnsWithTheMessageOfARunIfItGetsLess() {
    assertThat(run(TEAM, Optional.of(List.of("So containers get memory 768Mi."))))
        .isEqualTo(
            CheckResult.warning(
                "So containers get memory 768Mi.",
                "dev:apply does not lower requests or limits: set <resources> in the POM, or ask"
                    + " for a larger quota. See: kubectl describe quota"));
  }

  @Test
  void withoutQuotasThereIsNoLimit() {
    assertThat(run(Optional.of(List.of()), Optional.empty())).isEqualTo(CheckResult.ok("none"));
  }

  @Test
  void createsAPodByDryRunIfQuotasMayNotBeRead() {
    CheckResult unknown =
        CheckResult.unchecked(
            "you are not allowed to read quotas, or the objects that count in them");
    assertThat(run(Optional.empty(), Optional.empty(), new PodDryRun.Accepted()))
        .isEqualTo(unknown);
    assertThat(run(TEAM, Optional.empty(), new PodDryRun.Forbidden())).isEqualTo(unknown);
    assertThat(
            run(
                Optional.empty(),
                Optional.empty(),
                new PodDryRun.Accepted(),
                ClusterChecksTest.refused(Cause.QUOTA, "exceeded quota: team")))
        .isEqualTo(
            CheckResult.problem(
                "The cluster refuses to create pods: exceeded quota: team", "mend"));
  }

  private static CheckResult run(
      Optional<List<QuotaLimit>> limits, Optional<List<String>> fit, PodDryRun... trials) {
    return new QuotaCheck(() -> limits, () -> fit, () -> List.of(trials)).run();
  }

  private static QuotaLimit limit(String quota, String resource) {
    return new QuotaLimit(quota, resource, BigDecimal.TEN, BigDecimal.ONE);
  }
}
