package dev.innerloop.doctor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.diagnosis.finding.Cause;
import dev.innerloop.cluster.diagnosis.finding.Diagnosis;
import dev.innerloop.cluster.diagnosis.finding.Place;
import dev.innerloop.cluster.facts.PodTrial;
import dev.innerloop.cluster.facts.ServerVersion;
import dev.innerloop.cluster.namespace.Presence;
import dev.innerloop.doctor.Finding;
import dev.innerloop.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterChecksTest {

  @Test
  void withoutAClusterItsChecksAreSkipped() {
    assertThat(new KubeconfigCheck(Optional::empty).look())
        .isEqualTo(Finding.okWithout("no cluster is configured", "apps would run on this machine"));
  }

  @Test
  void anAnsweringServerIsNamed() {
    assertThat(new ApiServerCheck(() -> "https://kube:6443").look())
        .isEqualTo(Finding.ok("https://kube:6443 answers"));
  }

  @Test
  void aClusterThatIsTooOldIsAProblem() {
    assertThat(new VersionCheck(() -> new ServerVersion(1, 21, "v1.21.14")).look())
        .isEqualTo(
            Finding.problem(
                "The cluster runs Kubernetes v1.21.14, but server-side apply requires 1.22 or"
                    + " newer.",
                "Use another cluster, or ask a cluster administrator for a newer Kubernetes."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          22 | v1.22.0  | Kubernetes v1.22.0; it does not report your user name (1.28 does), so this machine's is used
          28 | v1.28.0  | Kubernetes v1.28.0
          34 | v1.34.4  | Kubernetes v1.34.4
          36 | v1.36.0  | Kubernetes v1.36.0; fields of resources are validated against 1.34
          """)
  void newerOnesAreFine(int minor, String words, String found) {
    assertThat(new VersionCheck(() -> new ServerVersion(1, minor, words)).look())
        .isEqualTo(Finding.ok(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          45     | 45 s behind
          -600   | 10 min ahead of
          90000  | 25 h behind
          """)
  void clocksThatDisagreeAreReported(long ahead, String words) {
    Finding finding = clock(Duration.ofSeconds(ahead));

    assertThat(finding.state()).isEqualTo(Finding.State.WARNING);
    assertThat(finding.what())
        .isEqualTo(
            "This machine's clock is "
                + words
                + " the API server's: tokens and certificates may be rejected as expired or not yet"
                + " valid.");
    assertThat(finding.remedy()).startsWith("Synchronize the clock: sudo timedatectl set-ntp true");
  }

  @Test
  void clocksThatAgreeAreFine() {
    assertThat(clock(Duration.ofMillis(-400)))
        .isEqualTo(Finding.ok("within 1 s of the API server's"));
    assertThat(new ClockCheck(Optional::empty).look().state()).isEqualTo(Finding.State.UNCHECKED);
  }

  private static Finding clock(Duration ahead) {
    return new ClockCheck(() -> Optional.of(ahead)).look();
  }

  @Test
  void aNamespaceThatExistsOrCanBeCreatedIsFine() {
    assertThat(namespace(Presence.THERE, false)).isEqualTo(Finding.ok("jane-shop"));
    assertThat(namespace(Presence.HIDDEN, false))
        .isEqualTo(Finding.ok("jane-shop, which you are not allowed to read yourself"));
    assertThat(namespace(Presence.UNKNOWN, false))
        .isEqualTo(Finding.ok("jane-shop, if it exists: you are not allowed to read it"));
    assertThat(namespace(Presence.UNKNOWN, true))
        .isEqualTo(
            Finding.okWithout(
                "you have no access to jane-shop: a run tries to create it, if it does not exist",
                "the namespace does not exist yet"));
    assertThat(namespace(Presence.ABSENT, true))
        .isEqualTo(
            Finding.okWithout(
                "jane-shop does not exist yet: a run creates it",
                "the namespace does not exist yet"));
  }

  @Test
  void aNamespaceThatCannotBeCreatedOrIsTerminatingIsAProblem() {
    assertThat(namespace(Presence.ABSENT, false))
        .isEqualTo(
            Finding.problem(
                "The namespace jane-shop does not exist, and you are not allowed to create it.",
                "Use an existing namespace of yours: -Ddev.namespace=NAME\n"
                    + "or ask a cluster administrator for: kubectl create namespace jane-shop"));
    assertThat(namespace(Presence.GOING, true))
        .isEqualTo(
            Finding.problem(
                "The namespace jane-shop is being deleted.",
                "Wait until it is gone, or use another namespace: -Ddev.namespace=NAME"));
  }

  private static Finding namespace(Presence state, boolean mayCreate) {
    return new NamespaceCheck(() -> "jane-shop", () -> state, () -> mayCreate).look();
  }

  @Test
  void missingPermissionsAreReportedAsByARunWithTheRoleToAskFor() {
    assertThat(
            rights(
                () -> {
                  throw new Problem("You lack rights.", "Ask for:\nkind: Role\n");
                }))
        .isEqualTo(
            Finding.problem(
                "You lack rights.", "Ask for:\nkind: Role\n\nThe same as a file: mvn dev:access"));
    assertThat(rights(() -> {}))
        .isEqualTo(Finding.ok("you have all required permissions in jane-shop"));
  }

  private static Finding rights(Runnable require) {
    return new RightsCheck(() -> "jane-shop", require, "mvn dev:access").look();
  }

  @Test
  void anAdmittedPodIsFine() {
    PodTrial accepted = new PodTrial.Accepted();

    assertThat(pods(accepted, Optional.of("restricted")))
        .isEqualTo(Finding.ok("admitted, with Pod Security \"restricted\" enforced"));
    assertThat(pods(accepted, Optional.empty())).isEqualTo(Finding.ok("admitted"));
  }

  @Test
  void aRejectedPodIsReportedWithTheClustersMessage() {
    assertThat(pods(refused(Cause.POD_SECURITY, "violates PodSecurity"), Optional.empty()))
        .isEqualTo(
            Finding.problem("The cluster refuses to create pods: violates PodSecurity", "mend"));
    assertThat(pods(refused(Cause.QUOTA, "exceeded quota"), Optional.empty()))
        .isEqualTo(Finding.ok("admitted, except by the quota"));
    assertThat(pods(new PodTrial.Forbidden(), Optional.empty()))
        .isEqualTo(
            Finding.unchecked(
                "you are not allowed to create pods yourself, so no dry run is possible"));
  }

  private static Finding pods(PodTrial trial, Optional<String> level) {
    return new PodsCheck("shop", () -> trial, () -> level).look();
  }

  static PodTrial refused(Cause cause, String words) {
    return new PodTrial.Refused(
        new Diagnosis(
            cause,
            "The cluster refuses to create pods",
            words,
            new Place("Pod", "shop", ""),
            "mend"));
  }

  @Test
  void anAppInUseByAnotherSessionMustBeTakenOver() {
    assertThat(session(Optional.empty(), false)).isEqualTo(Finding.ok("no other session"));
    assertThat(session(Optional.of("anna@box works on it since 10:00"), false))
        .isEqualTo(
            Finding.problem(
                "anna@box works on it since 10:00.",
                "Wait until that session has ended, or take it over: -Ddev.takeover"));
    assertThat(session(Optional.of("anna@box works on it since 10:00"), true))
        .isEqualTo(
            Finding.ok("anna@box works on it since 10:00; that session would be taken over"));
  }

  private static Finding session(Optional<String> holder, boolean takeover) {
    return new SessionCheck("shop", () -> holder, () -> takeover).look();
  }
}
