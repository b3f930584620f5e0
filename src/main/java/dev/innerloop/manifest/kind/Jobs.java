package dev.innerloop.manifest.kind;

import dev.innerloop.manifest.pod.PodPlan;
import dev.innerloop.manifest.pod.PodTemplates;
import dev.innerloop.manifest.provenance.Reasons;
import dev.innerloop.manifest.settings.JobSettings;
import dev.innerloop.project.SourcedValue;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;

/** The Job or CronJob. */
final class Jobs {

  private static final int RETRIES = 3;

  private Jobs() {}

  static Job job(PodPlan plan, Reasons why) {
    return new JobBuilder()
        .withMetadata(Workloads.metadata(plan, why))
        .withSpec(spec(plan, why.at("spec")))
        .build();
  }

  static CronJob cronJob(PodPlan plan, Reasons why) {
    JobSettings settings = plan.settings().job();
    Reasons own = why.at("spec");
    return new CronJobBuilder()
        .withMetadata(Workloads.metadata(plan, why))
        .withNewSpec()
        .withSchedule(
            own.take("schedule", settings.schedule().orElseThrow(), "job.schedule in the POM"))
        .withTimeZone(
            settings
                .timeZone()
                .map(zone -> own.take("timeZone", zone, "job.timeZone in the POM"))
                .orElse(null))
        .withConcurrencyPolicy(
            settings.overlaps()
                ? own.take("concurrencyPolicy", "Allow", "job.overlaps in the POM")
                : own.take("concurrencyPolicy", "Forbid", Reasons.DEFAULT))
        .withNewJobTemplate()
        .withNewMetadata()
        .withLabels(plan.labels())
        .endMetadata()
        .withSpec(spec(plan, own.at("jobTemplate.spec")))
        .endJobTemplate()
        .endSpec()
        .build();
  }

  private static JobSpec spec(PodPlan plan, Reasons why) {
    JobSettings settings = plan.settings().job();
    SourcedValue<Integer> retries =
        settings.retries().isPresent()
            ? new SourcedValue<>(settings.retries().getAsInt(), "job.retries in the POM")
            : new SourcedValue<>(RETRIES, Reasons.DEFAULT);
    return new JobSpecBuilder()
        .withBackoffLimit(why.take("backoffLimit", retries))
        .withTemplate(PodTemplates.ending(plan, why.at("template")))
        .build();
  }
}
