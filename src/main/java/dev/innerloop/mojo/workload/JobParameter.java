package dev.innerloop.mojo.workload;

import dev.innerloop.manifest.settings.Given;
import dev.innerloop.manifest.settings.JobSettings;
import dev.innerloop.problem.Problem;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** How an app of the kind {@code job} or {@code cronjob} runs. */
public final class JobParameter {

  /** When a cronjob runs, as cron writes it, such as {@code 0 3 * * *}. */
  @Parameter private @Nullable String schedule;

  /** The time zone of the schedule, such as {@code Europe/Berlin}. Without it: the cluster's. */
  @Parameter private @Nullable String timeZone;

  /** How often a run that failed is tried again. Without it: 3. */
  @Parameter private @Nullable String retries;

  /** Whether a run may begin before the last one has ended. */
  @Parameter(defaultValue = "false")
  private boolean overlaps;

  public JobSettings settings() {
    return new JobSettings(
        Written.in("job", "schedule", schedule).map(JobParameter::cron),
        Written.in("job", "timeZone", timeZone).map(Given::text),
        Written.in("job", "retries", retries)
            .map(given -> OptionalInt.of(given.number(0, 100)))
            .orElse(OptionalInt.empty()),
        overlaps);
  }

  private static String cron(Given given) {
    Optional<String> macro = Optional.of(given.text()).filter(it -> it.matches("@[a-z]+"));
    if (macro.isEmpty() && given.text().split("\\s+").length != 5) {
      throw new Problem(
          given.field() + " is \"" + given.text() + "\", which is no schedule.",
          "Give minute, hour, day of month, month and day of week, such as: 0 3 * * *");
    }
    return given.text();
  }
}
