package dev.innerloop.manifest;

import dev.innerloop.manifest.tree.ResourceFormat;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.LocalObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods of an app, among its resources.
 *
 * @param app the name of the app and of the workload that has the pods
 */
public record AppPods(Resources resources, String app) {

  /** The names of their image pull secrets. */
  public List<String> pullSecrets() {
    return specs(resources)
        .flatMap(spec -> spec.getImagePullSecrets().stream())
        .map(LocalObjectReference::getName)
        .toList();
  }

  /** The name of their ServiceAccount. */
  public String account() {
    return specs(resources)
        .flatMap(spec -> Stream.ofNullable(spec.getServiceAccountName()))
        .findFirst()
        .orElse("default");
  }

  /** The same resources with these image pull secrets in the pods. */
  public Resources namingPullSecrets(List<String> names) {
    Resources naming =
        new Resources(
            resources.all().stream()
                .map(it -> pods(it).isPresent() ? ResourceFormat.serialization().clone(it) : it)
                .toList());
    specs(naming)
        .forEach(
            spec ->
                spec.setImagePullSecrets(
                    names.stream()
                        .map(name -> new LocalObjectReferenceBuilder().withName(name).build())
                        .toList()));
    return naming;
  }

  /** The workload of the app, which owns its dependents. */
  HasMetadata workload() {
    return resources.all().stream()
        .filter(it -> pods(it).isPresent())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no workload " + app));
  }

  private Stream<PodSpec> specs(Resources all) {
    return all.all().stream().flatMap(it -> pods(it).stream());
  }

  private Optional<PodSpec> pods(HasMetadata resource) {
    if (!app.equals(resource.getMetadata().getName())) {
      return Optional.empty();
    }
    if (resource instanceof Deployment deployment) {
      return Optional.of(deployment.getSpec().getTemplate().getSpec());
    }
    if (resource instanceof StatefulSet set) {
      return Optional.of(set.getSpec().getTemplate().getSpec());
    }
    if (resource instanceof Job job) {
      return Optional.of(job.getSpec().getTemplate().getSpec());
    }
    return resource instanceof CronJob cronJob
        ? Optional.of(cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec())
        : Optional.empty();
  }
}
