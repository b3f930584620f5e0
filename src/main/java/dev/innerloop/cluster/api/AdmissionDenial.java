package dev.innerloop.cluster.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A denial by an admission webhook or policy, rather than for a missing permission.
 *
 * @param by who denies: {@code webhook pods.example.com} or {@code policy images}
 * @param words its message, without the API server's prefix
 */
public record AdmissionDenial(String by, String words) {

  private static final Pattern WEBHOOK =
      Pattern.compile("admission webhook \"([^\"]+)\" denied the request: (.*)", Pattern.DOTALL);
  private static final Pattern POLICY =
      Pattern.compile(
          "ValidatingAdmissionPolicy '([^']+)' .*?denied request: (.*)", Pattern.DOTALL);

  /**
   * @param reason the API server's message
   */
  public static Optional<AdmissionDenial> of(String reason) {
    return of("webhook ", WEBHOOK.matcher(reason)).or(() -> of("policy ", POLICY.matcher(reason)));
  }

  private static Optional<AdmissionDenial> of(String kind, Matcher matcher) {
    return matcher.find()
        ? Optional.of(new AdmissionDenial(kind + matcher.group(1), matcher.group(2).strip()))
        : Optional.empty();
  }
}
