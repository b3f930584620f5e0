package dev.innerloop.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.diagnosis.Cause;
import dev.innerloop.cluster.diagnosis.Diagnosis;
import dev.innerloop.cluster.diagnosis.Place;
import dev.innerloop.cluster.discovery.PodDryRun;
import dev.innerloop.cluster.discovery.ServerVersion;
import dev.innerloop.cluster.namespace.NamespaceState;
import dev.innerloop.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterChecksTest {

  @Test
  void withoutAClusterItsChecksAreSkipped() {
    assertThat(new KubeconfigCheck(Optional::empty).run())
        .isEqualTo(
            CheckResult.okBlocking("no cluster is configured", "apps would run on this machine"));
  }

  @Test
  void anAnsweringServerIsNamed() {
    assertThat(new ApiServerCheck(() -> "https://kube:6443").run())
        .isEqualTo(CheckResult.ok("https://kube:6443 answers"));
  }

  @Test
  void aClusterThatIsTooOldIsAProblem() {
    assertThat(new VersionCheck(() -> new ServerVersion(1, 21, "v1.21.14")).run())
        .isEqualTo(
            CheckResult.problem(
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
    assertThat(new VersionCheck(() -> new ServerVersion(1, minor, words)).run())
        .isEqualTo(CheckResult.ok(found));
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
    CheckResult finding = clock(Duration.ofSeconds(ahead));

    assertThat(finding.state()).isEqualTo(CheckResult.State.WARNING);
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
        .isEqualTo(CheckResult.ok("within 1 s of the API server's"));
    assertThat(new ClockCheck(Optional::empty).run().state())
        .isEqualTo(CheckResult.State.UNCHECKED);
  }

  private static CheckResult clock(Duration ahead) {
    return new ClockCheck(() -> Optional.of(ahead)).run();
  }

  @Test
  void aNamespaceThatExistsOrCanBeCreatedIsFine() {
    assertThat(namespace(NamespaceState.EXISTS, false)).isEqualTo(CheckResult.ok("jane-shop"));
    assertThat(namespace(NamespaceState.UNREADABLE, false))
        .isEqualTo(CheckResult.ok("jane-shop, which you are not allowed to read yourself"));
    assertThat(namespace(NamespaceState.UNKNOWN, false))
        .isEqualTo(CheckResult.ok("jane-shop, if it exists: you are not allowed to read it"));
    assertThat(namespace(NamespaceState.UNKNOWN, true))
        .isEqualTo(
            CheckResult.okBlocking(
                "you have no access to jane-shop: a run tries to create it, if it does not exist",
                "the namespace does not exist yet"));
    assertThat(namespace(NamespaceState.NOT_FOUND, true))
        .isEqualTo(
            CheckResult.okBlocking(
                "jane-shop does not exist yet: a run creates it",
                "the namespace does not exist yet"));
  }

  @Test
  void aNamespaceThatCannotBeCreatedOrIsTerminatingIsAProblem() {
    assertThat(namespace(NamespaceState.NOT_FOUND, false))
        .isEqualTo(
            CheckResult.problem(
                "The namespace jane-shop does not exist, and you are not allowed to create it.",
                "Use an existing namespace of yours: -Ddev.namespace=NAME\n"
                    + "or ask a cluster administrator for: kubectl create namespace jane-shop"));
    assertThat(namespace(NamespaceState.TERMINATING, true))
        .isEqualTo(
            CheckResult.problem(
                "The namespace jane-shop is being deleted.",
                "Wait until it is gone, or use another namespace: -Ddev.namespace=NAME"));
  }

  private static CheckResult namespace(NamespaceState state, boolean mayCreate) {
    return new NamespaceCheck(() -> "jane-shop", () -> state, () -> mayCreate).run();
  }

  @Test
  void missingPermissionsAreReportedAsByARunWithTheRoleToAskFor() {
    assertThat(
            rights(
                () -> {
                  throw new Problem("You lack rights.", "Ask for:\nkind: Role\n");
                }))
        .isEqualTo(
            CheckResult.problem(
                "You lack rights.", "Ask for:\nkind: Role\n\nThe same as a file: mvn dev:access"));
    assertThat(rights(() -> {}))
        .isEqualTo(CheckResult.ok("you have all required permissions in jane-shop"));
  }

  private static CheckResult rights(Runnable require) {
    return new PermissionsCheck(() -> "jane-shop", require, "mvn dev:access").run();
  }

  @Test
  void anAdmittedPodIsFine() {
    PodDryRun accepted = new PodDryRun.Accepted();

    assertThat(pods(accepted, Optional.of("restricted")))
        .isEqualTo(CheckResult.ok("admitted, with Pod Security \"restricted\" enforced"));
    assertThat(pods(accepted, Optional.empty())).isEqualTo(CheckResult.ok("admitted"));
  }

  @Test
  void aRejectedPodIsReportedWithTheClustersMessage() {
    assertThat(pods(refused(Cause.POD_SECURITY, "violates PodSecurity"), Optional.empty()))
        .isEqualTo(
            CheckResult.problem(
                "The cluster refuses to create pods: violates PodSecurity", "mend"));
    assertThat(pods(refused(Cause.QUOTA, "exceeded quota"), Optional.empty()))
        .isEqualTo(CheckResult.ok("admitted, except by the quota"));
    assertThat(pods(new PodDryRun.Forbidden(), Optional.empty()))
        .isEqualTo(
            CheckResult.unchecked(
                "you are not allowed to create pods yourself, so no dry run is possible"));
  }

  private static CheckResult pods(PodDryRun trial, Optional<String> level) {
    return new PodsCheck("shop", () -> trial, () -> level).run();
  }

  static PodDryRun refused(Cause cause, String words) {
    return new PodDryRun.Refused(
        new Diagnosis(
            cause,
            "The cluster refuses to create pods",
            words,
            new Place("Pod", "shop", ""),
            "mend"));
  }

  @Test
  void anAppInUseByAnotherSessionMustBeTakenOver() {
    assertThat(session(Optional.empty(), false)).isEqualTo(CheckResult.ok("no other session"));
    assertThat(session(Optional.of("anna@box works on it since 10:00"), false))
        .isEqualTo(
            CheckResult.problem(
                "anna@box works on it since 10:00.",
                "Wait until that session has ended, or take it over: -Ddev.takeover"));
    assertThat(session(Optional.of("anna@box works on it since 10:00"), true))
        .isEqualTo(
            CheckResult.ok("anna@box works on it since 10:00; that session would be taken over"));
  }

  private static CheckResult session(Optional<String> holder, boolean takeover) {
    return new SessionCheck("shop", () -> holder, () -> takeover).run();
  }
}
