package dev.innerloop.io;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a certificate is refused that is trusted, but not at the time that this machine's clock has.
 */
public final class CertificatePeriod {

  /** As the JDK writes a date into its message, such as {@code Mon Nov 30 10:36:25 UTC 2026}. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.ROOT);

  private CertificatePeriod() {}

  /**
   * What follows the name of a certificate; empty if something else failed.
   *
   * @param failure of a connection
   */
  public static Optional<String> violated(Throwable failure, Clock clock) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return Optional.of("has expired: it was valid until " + dates(cause, clock));
      }
      if (cause instanceof CertificateNotYetValidException) {
        return Optional.of("is not valid yet: it is valid from " + dates(cause, clock));
      }
    }
    return Optional.empty();
  }

  private static String dates(Throwable violation, Clock clock) {
    return date(String.valueOf(violation.getMessage()))
        + ", and the clock of this machine says "
        + minutes(clock.instant());
  }

  private static String date(String message) {
    String date = message.substring(message.indexOf(':') + 1).strip();
    try {
      return minutes(ZonedDateTime.parse(date, DATE).toInstant());
    } catch (DateTimeParseException e) {
      return date; // of another security provider
    }
  }

  private static String minutes(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MINUTES).toString();
  }
}
