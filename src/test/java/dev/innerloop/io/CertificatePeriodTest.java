package dev.innerloop.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class CertificatePeriodTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T10:36:25Z"), ZoneOffset.UTC);

  @Test
  void theDatesOfTheJdksOwnErrorAreRead() throws Exception {
    X509Certificate certificate = anyCertificate();
    Throwable early = catchThrowable(() -> certificate.checkValidity(new Date(0)));
    Throwable late = catchThrowable(() -> certificate.checkValidity(new Date(Long.MAX_VALUE / 2)));

    assertThat(CertificatePeriod.violated(early, CLOCK))
        .contains(
            "is not valid yet: it is valid from "
                + minutes(certificate.getNotBefore())
                + ", and the clock of this machine says 2026-11-30T10:36:00Z");
    assertThat(CertificatePeriod.violated(late, CLOCK))
        .contains(
            "has expired: it was valid until "
                + minutes(certificate.getNotAfter())
                + ", and the clock of this machine says 2026-11-30T10:36:00Z");
  }

  @Test
  void itIsFoundUnderWhatWasWrappedAroundIt() {
    Exception handshake = new SSLHandshakeException("PKIX path validation failed");
    handshake.initCause(
        new CertificateException(
            new CertPathValidatorException(
                "validity check failed", new CertificateExpiredException("long ago"))));

    assertThat(CertificatePeriod.violated(new IOException(handshake), CLOCK))
        .contains(
            "has expired: it was valid until long ago, and the clock of this machine says"
                + " 2026-11-30T10:36:00Z");
  }

  @Test
  void anotherErrorIsNoneOfTheClock() {
    assertThat(CertificatePeriod.violated(new SSLHandshakeException("unknown CA"), CLOCK))
        .isEmpty();
  }

  private static String minutes(Date date) {
    return date.toInstant().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /** One that this JVM trusts. */
  private static X509Certificate anyCertificate() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init((KeyStore) null);
    for (TrustManager manager : trust.getTrustManagers()) {
      return ((X509TrustManager) manager).getAcceptedIssuers()[0];
    }
    throw new AssertionError("this JVM trusts no certificate");
  }
}
