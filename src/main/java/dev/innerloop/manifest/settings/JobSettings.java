package dev.innerloop.manifest.settings;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a Job or CronJob runs.
 *
 * @param schedule when, as cron writes it
 * @param timeZone of the schedule, such as {@code Europe/Berlin}
 * @param retries how often a failed run is tried again
 * @param overlaps whether a run may begin before the last one has ended
 */
public record JobSettings(
    Optional<String> schedule, Optional<String> timeZone, OptionalInt retries, boolean overlaps) {

  /** Nothing is set. */
  public static final JobSettings NONE =
      new JobSettings(Optional.empty(), Optional.empty(), OptionalInt.empty(), false);
}
