package dev.innerloop.mojo.parameter;

import dev.innerloop.manifest.settings.JobSettings;
import dev.innerloop.manifest.settings.KubernetesText;
import dev.innerloop.problem.Problem;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Settings of an app of the kind {@code job} or {@code cronjob}. */
public final class JobParameter implements CompoundParameter {

  /** Schedule of a CronJob in cron syntax, such as {@code 0 3 * * *}. */
  @Parameter private @Nullable String schedule;

  /** Time zone of the schedule, such as {@code Europe/Berlin}. Default: that of the cluster. */
  @Parameter private @Nullable String timeZone;

  /** Number of retries of a failed run. Default: 3. */
  @Parameter private @Nullable String retries;

  /** Whether a run can start while the previous one is still running. */
  @Parameter(defaultValue = "false")
  private boolean overlaps;

  public JobSettings settings() {
    return new JobSettings(
        schedule(),
        PomValues.in("job", "timeZone", timeZone).map(KubernetesText::text),
        retries(),
        overlaps);
  }

  @Override
  public void check(ParameterChecks checks) {
    checks.check(this::schedule);
    checks.check(this::retries);
  }

  private Optional<String> schedule() {
    return PomValues.in("job", "schedule", schedule).map(JobParameter::cron);
  }

  private OptionalInt retries() {
    return PomValues.in("job", "retries", retries)
        .map(given -> OptionalInt.of(given.number(0, 100)))
        .orElse(OptionalInt.empty());
  }

  private static String cron(KubernetesText given) {
    Optional<String> macro = Optional.of(given.text()).filter(it -> it.matches("@[a-z]+"));
    if (macro.isEmpty() && given.text().split("\\s+").length != 5) {
      throw new Problem(
          given.field() + " is \"" + given.text() + "\", which is not a cron schedule.",
          "Set minute, hour, day of month, month and day of week, for example: 0 3 * * *");
    }
    return given.text();
  }
}
