package dev.innerloop.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the clocks of this machine and the cluster agree.
 *
 * @param ahead how far the cluster's clock is ahead of this machine's; empty if the API server does
 *     not report its time
 */
public record ClockCheck(Supplier<Optional<Duration>> ahead) implements Check {

  private static final Duration TOLERABLE = Duration.ofSeconds(30);

  @Override
  public Topic topic() {
    return Topic.CLOCK;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.API_SERVER);
  }

  @Override
  public CheckResult run() {
    return ahead
        .get()
        .map(ClockCheck::judged)
        .orElseGet(() -> CheckResult.unchecked("the API server does not report its time"));
  }

  private static CheckResult judged(Duration ahead) {
    if (ahead.abs().compareTo(TOLERABLE) <= 0) {
      return CheckResult.ok("within " + (ahead.abs().toSeconds() + 1) + " s of the API server's");
    }
    return CheckResult.warning(
        "This machine's clock is "
            + words(ahead.abs())
            + (ahead.isNegative() ? " ahead of" : " behind")
            + " the API server's: tokens and certificates may be rejected as expired or not yet"
            + " valid.",
        "Synchronize the clock: sudo timedatectl set-ntp true   (or that of the cluster, if it is"
            + " wrong)");
  }

  private static String words(Duration time) {
    if (time.compareTo(Duration.ofMinutes(2)) < 0) {
      return time.toSeconds() + " s";
    }
    return time.compareTo(Duration.ofHours(2)) < 0
        ? time.toMinutes() + " min"
        : time.toHours() + " h";
  }
}
