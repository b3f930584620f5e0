package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.cluster.applyset.ApiKinds;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.manifest.Labels;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the API server what it would do with the resources, in parallel. */
final class DryRun {

  private final NamespaceClient api;
  private final ApiKinds kinds;
  private final TenantLimits limits;
  private final ApplyProblems refusals;
  private final KubernetesSerialization serialization;

  DryRun(NamespaceClient api, ApiKinds kinds, TenantLimits limits) {
    this.api = api;
    this.kinds = kinds;
    this.serialization = api.client().getKubernetesSerialization();
    this.limits = limits;
    this.refusals = new ApplyProblems(api, limits);
  }

  /** Starts the requests; the returned supplier waits for the responses. */
  Supplier<List<ApplyStep>> of(List<HasMetadata> resources, ParallelRequests parallel) {
    return of(resources, true, parallel);
  }

  /**
   * The same where it matters only what the API server refuses: the existing resources are not
   * read, so nothing is known of changes.
   */
  Supplier<List<ApplyStep>> withoutLive(List<HasMetadata> resources, ParallelRequests parallel) {
    return of(resources, false, parallel);
  }

  private Supplier<List<ApplyStep>> of(
      List<HasMetadata> resources, boolean reading, ParallelRequests parallel) {
    parallel.start(limits::areSet); // known by the time that pods are examined
    List<Supplier<ApplyStep>> asked =
        resources.stream()
            .map(resource -> parallel.start(() -> step(resource, resources, reading)))
            .toList();
    return () -> asked.stream().map(Supplier::get).toList();
  }

  private ApplyStep step(HasMetadata wanted, List<HasMetadata> all, boolean reading) {
    String title = wanted.getKind() + " " + wanted.getMetadata().getName();
    return api.errors()
        .during(
            "apply " + title,
            () -> {
              if (wanted instanceof GenericKubernetesResource && !kinds.serve(wanted)) {
                return new ApplyStep(
                    wanted,
                    Optional.empty(),
                    all.stream().anyMatch(other -> defines(other, wanted))
                        ? new ApplyStep.Answer.Unasked()
                        : unknownKind(wanted));
              }
              HasMetadata live;
              try {
                live =
                    reading
                        ? api.client().resource(wanted).inNamespace(api.namespace()).get()
                        : null;
              } catch (KubernetesClientException e) {
                return unreadable(title, wanted, e);
              }
              return new ApplyStep(
                  wanted, Optional.ofNullable(live), answer(wanted, live, reading));
            });
  }

  /** A resource that may not be read does not hide the problems of others. */
  private ApplyStep unreadable(String title, HasMetadata wanted, KubernetesClientException e) {
    if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
      throw e;
    }
    return new ApplyStep(
        wanted,
        Optional.empty(),
        new ApplyStep.Answer.Refused(api.errors().problem("apply " + title, e), List.of()));
  }

  private static boolean defines(HasMetadata definition, HasMetadata resource) {
    return definition instanceof CustomResourceDefinition crd
        && resource.getKind().equals(crd.getSpec().getNames().getKind())
        && resource.getApiVersion().startsWith(crd.getSpec().getGroup() + "/");
  }

  private ApplyStep.Answer answer(HasMetadata wanted, @Nullable HasMetadata live, boolean reading) {
    Optional<ReplicaCount> replicas = ReplicaCount.of(wanted, live);
    Optional<StrategyChange> strategy = StrategyChange.of(wanted, live);
    HasMetadata counted =
        replicas.map(number -> ReplicaCount.with(wanted, number.present())).orElse(wanted);
    HasMetadata sent = strategy.map(change -> change.without(counted)).orElse(counted);
    try {
      HasMetadata applied =
          api.client()
              .resource(sent)
              .inNamespace(api.namespace())
              .dryRun()
              .fieldManager(Labels.MANAGER)
              .serverSideApply();
      HasMetadata scaled =
          replicas
              .filter(ReplicaCount::change)
              .map(number -> ReplicaCount.with(applied, number.wanted()))
              .orElse(applied);
      HasMetadata after = strategy.map(change -> change.after(scaled)).orElse(scaled);
      Optional<Problem> pods = limits.ofPods(wanted);
      if (pods.isPresent()) {
        return new ApplyStep.Answer.Refused(pods.get(), List.of());
      }
      return new ApplyStep.Answer.Accepted(
          after,
          live == null
              || strategy.filter(StrategyChange::isInterrupted).isPresent()
              || !AppliedState.of(live, serialization).isOf(after, serialization));
    } catch (KubernetesClientException e) {
      return refusal(sent, live, live != null || !reading, e);
    }
  }

  /**
   * Why the API server refuses.
   *
   * @param mayExist whether the resource may exist already, so that its fixed fields count
   */
  private ApplyStep.Answer refusal(
      HasMetadata sent, @Nullable HasMetadata live, boolean mayExist, KubernetesClientException e) {
    String reason = ApiErrors.reason(e);
    if (e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST
        && reason.contains("does not support dry run")) {
      return new ApplyStep.Answer.Unasked();
    }
    if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND && !reason.startsWith("namespaces ")) {
      return unknownKind(sent);
    }
    Problem problem = refusals.problem(sent, live, e);
    return mayExist && ApplyProblems.isOfFixedFields(e)
        ? new ApplyStep.Answer.Fixed(problem)
        : new ApplyStep.Answer.Refused(problem, byField(e));
  }

  private static ApplyStep.Answer unknownKind(HasMetadata resource) {
    return new ApplyStep.Answer.Refused(
        new Problem(
            "The cluster has no kind "
                + resource.getKind()
                + " of "
                + resource.getApiVersion()
                + ", which "
                + resource.getMetadata().getName()
                + " uses.",
            "Install the operator that defines this kind, or add its CustomResourceDefinition to"
                + " src/main/kubernetes."),
        List.of(
            new ApplyStep.FieldRefusal(
                "apiVersion",
                "The cluster does not know this kind: install the operator that defines it, or add"
                    + " its CustomResourceDefinition.")));
  }

  /** Whether the resource itself is invalid, rather than a matter of permissions or ownership. */
  private static List<ApplyStep.FieldRefusal> byField(KubernetesClientException e) {
    Status status = e.getStatus();
    if (status == null
        || (e.getCode() != 422 && e.getCode() != HttpURLConnection.HTTP_BAD_REQUEST)) {
      return List.of();
    }
    if (status.getDetails() == null || status.getDetails().getCauses().isEmpty()) {
      return List.of(new ApplyStep.FieldRefusal("", ApiErrors.reason(e)));
    }
    return status.getDetails().getCauses().stream()
        .map(
            cause ->
                new ApplyStep.FieldRefusal(
                    Optional.ofNullable(cause.getField()).orElse(""),
                    String.valueOf(cause.getMessage())))
        .toList();
  }

  /** The resource without fields that the server changes by itself. */
  private record AppliedState(Map<?, ?> tree) {

    AppliedState {
      tree = Collections.unmodifiableMap(new LinkedHashMap<Object, Object>(tree));
    }

    static AppliedState of(HasMetadata resource, KubernetesSerialization serialization) {
      Map<String, Object> tree = tree(resource, serialization);
      tree.remove("status");
      Map<String, Object> metadata = metadata(tree);
      metadata.remove("resourceVersion");
      // Of other managers' fields only the values matter; becoming a co-owner is a change.
      List<?> managers = (List<?>) metadata.getOrDefault("managedFields", List.of());
      metadata.put(
          "managedFields",
          managers.stream()
              .filter(
                  it ->
                      it instanceof Map<?, ?> entry
                          && Labels.MANAGER.equals(entry.get("manager"))
                          && "Apply".equals(entry.get("operation")))
              .toList());
      return new AppliedState(tree);
    }

    boolean isOf(HasMetadata other, KubernetesSerialization serialization) {
      return tree.equals(of(other, serialization).tree);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(
        HasMetadata resource, KubernetesSerialization serialization) {
      return serialization.convertValue(resource, Map.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metadata(Map<String, Object> tree) {
      return (Map<String, Object>) Objects.requireNonNull(tree.get("metadata"));
    }
  }
}
