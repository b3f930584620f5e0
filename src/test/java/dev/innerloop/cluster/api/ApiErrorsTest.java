package dev.innerloop.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class ApiErrorsTest {

  private final ApiErrors errors =
      new ApiErrors(
          "team",
          "anna",
          "https://api:6443",
          Clock.fixed(Instant.parse("2020-01-01T08:00:00Z"), ZoneOffset.UTC));

  @Test
  void aWrongClockIsNamedInsteadOfTheCertificatePath() {
    SSLHandshakeException handshake = new SSLHandshakeException("PKIX path validation failed");
    handshake.initCause(
        new CertificateNotYetValidException("NotBefore: Mon Nov 30 10:36:25 UTC 2026"));

    Problem problem = problem(new IOException("PKIX path validation failed", handshake));

    assertThat(problem)
        .hasMessage(
            "The API server https://api:6443 of context team cannot be reached: its certificate is"
                + " not valid yet: it is valid from 2026-11-30T10:36:00Z, and the clock of this"
                + " machine says 2020-01-01T08:00:00Z.");
    assertThat(problem.remedy())
        .isEqualTo(
            "If the clock is wrong, correct it: sudo timedatectl set-ntp true\n"
                + "Else ask the administrator of the cluster to renew the certificate.");
  }

  @Test
  void anUntrustedCertificateIsNoMatterOfTheClock() {
    Problem problem =
        problem(new IOException("wrapped", new SSLHandshakeException("PKIX path building failed")));

    assertThat(problem)
        .hasMessage(
            "The API server https://api:6443 of context team cannot be reached: TLS handshake"
                + " failed (PKIX path building failed).");
    assertThat(problem.remedy()).startsWith("Start the cluster or connect to its network");
  }

  private Problem problem(IOException cause) {
    return errors.problem("answer", new KubernetesClientException("failed", cause));
  }
}
