package dev.innerloop.cluster.diagnosis;

import static dev.innerloop.cluster.diagnosis.RecordedPods.crashing;
import static dev.innerloop.cluster.diagnosis.RecordedPods.pod;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Failed probes. The messages are those of clusters and container runtimes. */
class ProbeFailuresTest {

  private final RecordedEvidence evidence = new RecordedEvidence();

  @Test
  void reportsTheProbeThatKillsAContainer() {
    evidence
        .event("Unhealthy", "hello", "Startup probe failed: HTTP probe failed with statuscode: 404")
        .event("Killing", "hello", "Container hello failed startup probe, will be restarted");

    assertThat(evidence.found(crashing("exitCode: 143, reason: Error")).what())
        .isEqualTo("Container hello of pod hello-1 keeps being killed by its startup probe");
  }

  @Test
  void aFailingReadinessProbeMayPassAndIsUsualForAWhile() {
    evidence.event(
        "Unhealthy", "hello", "Readiness probe failed: HTTP probe failed with statuscode: 503");
    Finding finding =
        evidence.find(pod("{name: hello, ready: false, state: {running: {}}}", "")).orElseThrow();

    assertThat(finding.reportedAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(finding.certainAfter()).isGreaterThan(Duration.ofDays(1));
    assertThat(finding.diagnosis().what())
        .isEqualTo(
            "Container hello of pod hello-1 fails its readiness probe (GET /ready"
                + " on port 8080)");
    assertThat(finding.diagnosis().why()).isEqualTo("HTTP probe failed with statuscode: 503");
  }

  @Test
  void aFailingStartupProbeIsExpectedWhileTheAppStarts() {
    evidence.event("Unhealthy", "hello", "Startup probe failed: dial tcp: connection refused");

    assertThat(evidence.find(pod("{name: hello, ready: false, state: {running: {}}}", "")))
        .map(Finding::reportedAfter)
        .contains(Duration.ofSeconds(30));
  }
}
