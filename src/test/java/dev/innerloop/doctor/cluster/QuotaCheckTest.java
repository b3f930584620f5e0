package dev.innerloop.doctor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.facts.PodTrial;
import dev.innerloop.cluster.facts.QuotaLimit;
import dev.innerloop.doctor.Finding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaCheckTest {

  private static final PodTrial POD =
      new PodTrial.Accepted(
          Map.of(
              "pods", BigDecimal.ONE,
              "requests.cpu", new BigDecimal("0.25"),
              "limits.memory", new BigDecimal(512L * 1024 * 1024)));

  @Test
  void tellsHowManyPodsFit() {
    assertThat(
            look(
                POD,
                1,
                limit("pods", "10", "4"),
                limit("requests.cpu", "1", "0.5"),
                limit("count/jobs.batch", "0", "0")))
        .isEqualTo(Finding.ok("room for 2 pods"));
  }

  @Test
  void saysWhatIsLeftAndWhatIsNeeded() {
    Finding finding =
        look(
            POD,
            2,
            limit("limits.memory", "2147483648", "1342177280"),
            limit("requests.cpu", "1", "0.6"));

    assertThat(finding.state()).isEqualTo(Finding.State.PROBLEM);
    assertThat(finding.what())
        .isEqualTo(
            "Quota team has 768Mi of 2048Mi limits.memory left, and 2 pods need 512Mi each; Quota"
                + " team has 0.4 of 1 requests.cpu left, and 2 pods need 0.25 each.");
    assertThat(finding.remedy()).startsWith("Run fewer replicas (-Ddev.replicas=1)");
  }

  @Test
  void onePodMoreThanNone() {
    assertThat(look(POD, 1, limit("pods", "1", "1")).what())
        .isEqualTo("Quota team has 0 of 1 pods left, and a pod needs 1.");
  }

  @Test
  void podsThatAreThereAlreadyAreReplacedOneForOne() {
    assertThat(look(ClusterChecksTest.refused(Cause.QUOTA, "exceeded"), 0, limit("pods", "1", "1")))
        .isEqualTo(Finding.ok("its pods are there already"));
  }

  @Test
  void theClustersOwnRefusalIsTold() {
    assertThat(
            look(
                ClusterChecksTest.refused(Cause.QUOTA, "failed quota: team: must specify"),
                1,
                limit("limits.cpu", "4", "0")))
        .isEqualTo(
            Finding.problem(
                "The cluster refuses to create pods: failed quota: team: must specify", "mend"));
  }

  @Test
  void withoutQuotasThereIsNoLimit() {
    assertThat(look(POD, 100)).isEqualTo(Finding.ok("there is none"));
    assertThat(look(POD, 1, limit("services", "1", "1")))
        .isEqualTo(Finding.ok("it limits nothing that a pod needs"));
  }

  @Test
  void aQuotaThatMayNotBeLookedAtIsUnknown() {
    assertThat(new QuotaCheck("shop", Optional::empty, () -> POD, () -> 1).look())
        .isEqualTo(Finding.unchecked("you may not look at quotas"));
    assertThat(look(new PodTrial.Forbidden(), 1, limit("pods", "1", "1")).state())
        .isEqualTo(Finding.State.UNCHECKED);
  }

  private static Finding look(PodTrial trial, int more, QuotaLimit... limits) {
    return new QuotaCheck("shop", () -> Optional.of(List.of(limits)), () -> trial, () -> more)
        .look();
  }

  private static QuotaLimit limit(String resource, String hard, String used) {
    return new QuotaLimit("team", resource, new BigDecimal(hard), new BigDecimal(used));
  }
}
