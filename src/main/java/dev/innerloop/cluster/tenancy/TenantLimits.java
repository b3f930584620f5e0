package dev.innerloop.cluster.tenancy;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.cluster.api.AdmissionDenial;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Position;
import dev.innerloop.manifest.tree.ResourceFormat;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains denials by a tenant's limits: which limit, which field and value, who sets it, and what
 * is allowed, as far as the user may read that.
 */
public final class TenantLimits {

  private final NamespaceClient api;

  @GuardedBy("this")
  private @Nullable Optional<NamespaceTenant> known;

  public TenantLimits(NamespaceClient api) {
    this.api = api;
  }

  /** Whether a tenant owns the namespace, as far as the user may know. */
  public boolean areSet() {
    return tenant().isPresent();
  }

  private synchronized Optional<NamespaceTenant> tenant() {
    Optional<NamespaceTenant> tenant = known;
    if (tenant == null) {
      tenant =
          api.errors()
              .during(
                  "find the tenant of namespace " + api.namespace(),
                  () -> NamespaceTenant.of(api.client(), api.namespace()));
      known = tenant;
    }
    return tenant;
  }

  /**
   * Checks, in a tenant's namespace, that the resources of apps are within its limits. Changes
   * nothing.
   *
   * @throws Problem that lists all that are not
   */
  public void require(Collection<Resources> apps) {
    if (!areSet()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    apps.stream()
        .flatMap(app -> app.all().stream())
        .filter(resource -> !LimitedField.of(tree(resource)).isEmpty())
        .forEach(resource -> refusal(resource).or(() -> ofPods(resource)).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new Problem(
          problems.stream().map(Problem::getMessage).collect(Collectors.joining("\n"))
              + "\nNothing was built or deployed.",
          problems.stream().map(Problem::remedy).distinct().collect(Collectors.joining("\n")),
          problems.get(0));
    }
  }

  private Optional<Problem> refusal(HasMetadata resource) {
    try {
      api.client()
          .resource(resource)
          .inNamespace(api.namespace())
          .dryRun()
          .fieldManager(Labels.MANAGER)
          .forceConflicts()
          .serverSideApply();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return explain(resource, e); // applying reports all other problems
    }
  }

  /**
   * Sends a pod of each workload as a dry run, because some operators check only pods. Only in a
   * tenant's namespace.
   */
  public Optional<Problem> ofPods(HasMetadata workload) {
    Optional<PodTemplateSpec> template = template(workload);
    if (template.isEmpty() || !areSet()) {
      return Optional.empty();
    }
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(workload.getMetadata().getName() + "-tried")
            .withLabels(template.get().getMetadata().getLabels())
            .withAnnotations(template.get().getMetadata().getAnnotations())
            .endMetadata()
            .withSpec(template.get().getSpec())
            .build();
    try {
      api.client().pods().inNamespace(api.namespace()).resource(pod).dryRun().create();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return explain(workload, e); // other rejections of pods are reported by their controller
    }
  }

  private static Optional<PodTemplateSpec> template(HasMetadata workload) {
    PodTemplateSpec template = null;
    if (workload instanceof Deployment it) {
      template = it.getSpec().getTemplate();
    } else if (workload instanceof StatefulSet it) {
      template = it.getSpec().getTemplate();
    } else if (workload instanceof Job it) {
      template = it.getSpec().getTemplate();
    } else if (workload instanceof CronJob it) {
      template = it.getSpec().getJobTemplate().getSpec().getTemplate();
    }
    return Optional.ofNullable(template).filter(it -> it.getMetadata() != null);
  }

  /**
   * Explains the rejection of a resource.
   *
   * @return empty if no limited field is involved
   */
  public Optional<Problem> explain(HasMetadata resource, KubernetesClientException e) {
    if (ApiErrors.lacksRight(e)) {
      return Optional.empty();
    }
    return AdmissionDenial.of(ApiErrors.reason(e))
        .flatMap(
            denial -> {
              List<LimitedField> fields = named(LimitedField.of(tree(resource)), denial.words());
              return fields.isEmpty()
                  ? Optional.empty()
                  : Optional.of(problem(resource, fields, denial, e));
            });
  }

  /** Those whose value the message names, else all that the limit applies to. */
  private static List<LimitedField> named(List<LimitedField> fields, String words) {
    List<LimitedField> named = fields.stream().filter(it -> it.isNamedIn(words)).toList();
    return named.isEmpty()
        ? fields.stream().filter(it -> it.limit().isMeantBy(words)).toList()
        : named.stream().filter(it -> it.limit() == named.get(0).limit()).toList();
  }

  private Problem problem(
      HasMetadata resource,
      List<LimitedField> fields,
      AdmissionDenial denial,
      KubernetesClientException e) {
    Limit limit = fields.get(0).limit();
    Optional<NamespaceTenant> tenant = tenant();
    return new Problem(
        resource.getKind()
            + " "
            + resource.getMetadata().getName()
            + ": "
            + tenant.map(NamespaceTenant::toString).orElse(denial.by())
            + " does not allow "
            + fields.stream().map(LimitedField::toString).collect(Collectors.joining(", "))
            + ". "
            + tenant
                .flatMap(it -> it.allowance(api.client(), limit))
                .map(allowance -> allowance + " ")
                .orElse("")
            + "The cluster says: "
            + denial.words(),
        limit.remedy()
            + ". Or ask a cluster administrator"
            + tenant.map(it -> " to allow it for " + it).orElse("")
            + ".",
        e);
  }

  private static Mapping tree(HasMetadata resource) {
    return ResourceFormat.tree(resource, new Position(resource.getKind(), 0));
  }
}
