package dev.innerloop.cluster.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.diagnosis.finding.Cause;
import dev.innerloop.cluster.diagnosis.finding.Diagnosis;
import dev.innerloop.cluster.diagnosis.finding.Finding;
import dev.innerloop.cluster.diagnosis.finding.Place;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private final Patience patience = new Patience();

  @Test
  void aCertainProblemFailsAtOnce() {
    assertThat(patience.judge(Finding.certain(of("hello-1")), Duration.ZERO))
        .isEqualTo(Patience.Verdict.CERTAIN);
  }

  @Test
  void aTemporaryProblemIsReportedOnceAndThenBecomesCertain() {
    assertThat(judge(0, "hello-1")).isEqualTo(Patience.Verdict.NOTHING);
    assertThat(judge(2, "hello-1")).isEqualTo(Patience.Verdict.TELL);
    assertThat(judge(4, "hello-1")).isEqualTo(Patience.Verdict.NOTHING);
    assertThat(judge(9, "hello-1")).isEqualTo(Patience.Verdict.NOTHING);
    assertThat(judge(10, "hello-1")).isEqualTo(Patience.Verdict.CERTAIN);
  }

  @Test
  void theSameProblemOfAnotherPodIsNotNew() {
    judge(0, "hello-1");
    judge(5, "hello-2");
    assertThat(judge(10, "hello-3")).isEqualTo(Patience.Verdict.CERTAIN);
  }

  @Test
  void aProblemThatHasPassedStartsAgain() {
    judge(0, "hello-1");
    assertThat(judge(12, "hello-1")).isEqualTo(Patience.Verdict.NOTHING);
  }

  private Patience.Verdict judge(int second, String pod) {
    return patience.judge(
        Finding.certainAfter(Duration.ofSeconds(10), of(pod)), Duration.ofSeconds(second));
  }

  private static Diagnosis of(String pod) {
    return new Diagnosis(
        Cause.UNSCHEDULABLE,
        "No node can run pod " + pod,
        "0/1 nodes are available",
        new Place("Pod", pod, "condition PodScheduled"),
        "Run fewer replicas.");
  }
}
