package dev.innerloop.manifest.settings;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings of a Job or CronJob.
 *
 * @param schedule in cron syntax
 * @param timeZone of the schedule, such as {@code Europe/Berlin}
 * @param retries number of retries of a failed run
 * @param overlaps whether a run can start while the previous one is still running
 */
public record JobSettings(
    Optional<String> schedule, Optional<String> timeZone, OptionalInt retries, boolean overlaps) {

  /** Default settings. */
  public static final JobSettings NONE =
      new JobSettings(Optional.empty(), Optional.empty(), OptionalInt.empty(), false);
}
