package dev.innerloop.cluster.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.diagnosis.Finding;
import dev.innerloop.cluster.diagnosis.Place;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FindingTimerTest {

  private final FindingTimer patience = new FindingTimer();

  @Test
  void aCertainProblemFailsAtOnce() {
    assertThat(patience.judge(Finding.certain(of("hello-1")), Duration.ZERO))
        .isEqualTo(FindingTimer.Verdict.CERTAIN);
  }

  @Test
  void aTemporaryProblemIsReportedOnceAndThenBecomesCertain() {
    assertThat(judge(0, "hello-1")).isEqualTo(FindingTimer.Verdict.NOTHING);
    assertThat(judge(2, "hello-1")).isEqualTo(FindingTimer.Verdict.TELL);
    assertThat(judge(4, "hello-1")).isEqualTo(FindingTimer.Verdict.NOTHING);
    assertThat(judge(9, "hello-1")).isEqualTo(FindingTimer.Verdict.NOTHING);
    assertThat(judge(10, "hello-1")).isEqualTo(FindingTimer.Verdict.CERTAIN);
  }

  @Test
  void theSameProblemOfAnotherPodIsNotNew() {
    judge(0, "hello-1");
    judge(5, "hello-2");
    assertThat(judge(10, "hello-3")).isEqualTo(FindingTimer.Verdict.CERTAIN);
  }

  @Test
  void aProblemThatHasPassedStartsAgain() {
    judge(0, "hello-1");
    assertThat(judge(12, "hello-1")).isEqualTo(FindingTimer.Verdict.NOTHING);
  }

  private FindingTimer.Verdict judge(int second, String pod) {
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
