package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RegistryErrorsTest {

  final RegistryErrors errors =
      new RegistryErrors(
          "push",
          ImageReference.of("registry.example.com", "team/shop", "1"),
          "dev.registry",
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @Test
  void findsTheReasonUnderWhatWasWrappedAroundIt() {
    assertProblem(
        new ExecutionException(new IOException(new SSLHandshakeException("PKIX"))),
        "registry.example.com has a certificate that this JVM does not trust",
        "Set the CA certificate: -Ddev.registryCertificates=ca.pem\n"
            + "To allow untrusted certificates: -Ddev.insecure=true");
  }

  @Test
  void aWrongClockIsNoReasonToTrustNobody() {
    SSLHandshakeException early = new SSLHandshakeException("PKIX path validation failed");
    early.initCause(new CertificateNotYetValidException("NotBefore: 2026"));
    assertProblem(
        early,
        "the certificate of registry.example.com is not valid yet: it is valid from 2026, and the"
            + " clock of this machine says 1970-01-01T00:00:00Z",
        "Correct the clock, or ask the administrator of the registry to renew the certificate:\n"
            + "date -u");
  }

  @Test
  void aCutConnectionIsNotAMissingRegistry() {
    assertProblem(
        new SocketException("Connection reset"),
        "the connection to registry.example.com was lost in five consecutive attempts",
        "Run the command again; layers that arrived are not sent again. If the error persists, a"
            + " proxy or the registry limits the size or duration of requests.");
  }

  @Test
  void plainHttpIsNamedWhereTlsWasMeant() {
    assertProblem(
        new SSLException("Unsupported or unrecognized SSL message"),
        "registry.example.com uses plain HTTP",
        "To allow unencrypted connections:\n-Ddev.insecure=true");
  }

  @Test
  void aFullDiskIsCalledThat() {
    assertProblem(
        new FileSystemException("target/dev/layers", null, "No space left on device"),
        "the disk is full",
        "Free disk space, then run the command again.");
  }

  @Test
  void silenceIsNotRefusal() {
    String remedy =
        "Check whether you need a VPN or a proxy. Check the name:\n"
            + "-Ddev.registry=registry.example.com/team";
    assertProblem(
        new SocketTimeoutException("Read timed out"),
        "registry.example.com does not answer",
        remedy);
    assertProblem(
        new ConnectException("Connection timed out"),
        "registry.example.com does not answer",
        remedy);
  }

  @Test
  void theUnknownIsShownAsItIs() {
    assertProblem(
        new IOException("outer", new IOException("the manifest became 12 on its way")),
        "the manifest became 12 on its way",
        "Run the command again with -X for the full stack trace.");
  }

  @Test
  void aProblemThatWasUnderstoodBeforeStaysAsItIs() {
    Problem understood = new Problem("what", "remedy");
    assertThatThrownBy(
            () ->
                errors.translate(
                    () -> {
                      throw new ExecutionException(understood);
                    }))
        .isSameAs(understood);
  }

  @Test
  void dockerHubNeedsNoHostToLogIn() {
    RegistryErrors hub = RegistryErrors.ofPull(ImageReference.of(null, "library/secret", "1"));
    assertThatThrownBy(
            () ->
                hub.translate(
                    () -> {
                      throw new com.google.cloud.tools.jib.api
                          .RegistryAuthenticationFailedException("h", "i", "denied");
                    }))
        .hasMessage("Cannot pull secret:1: Docker Hub rejected the credentials")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(
            "Check the name with -Ddev.baseImage, or log in if it is private:\ndocker login");
  }

  @Test
  void anInterruptStaysSet() {
    assertProblem(new InterruptedException(), "it was interrupted", "Run the command again.");
    assertThat(Thread.interrupted()).isTrue();
  }

  private void assertProblem(Exception thrown, String why, String remedy) {
    assertThatThrownBy(
            () ->
                errors.translate(
                    () -> {
                      throw thrown;
                    }))
        .hasMessage("Cannot push registry.example.com/team/shop:1: " + why)
        .hasCauseReference(thrown)
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(remedy);
  }
}
