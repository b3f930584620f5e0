package dev.innerloop.cluster.discovery;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.diagnosis.Diagnoses;
import dev.innerloop.cluster.diagnosis.Place;
import dev.innerloop.manifest.Resources;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads facts about a cluster, and changes nothing. */
public final class ClusterFacts {

  private static final Set<String> OUR_SCOPES = Set.of("NotTerminating", "NotBestEffort");

  /** Pods in these phases do not count any more. */
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final KubernetesClient client;
  private final ApiErrors errors;

  public ClusterFacts(KubernetesClient client, ApiErrors errors) {
    this.client = client;
    this.errors = errors;
  }

  public ServerVersion version() {
    VersionInfo version = errors.during("report its version", client::getKubernetesVersion);
    return ServerVersion.of(version.getMajor(), version.getMinor(), version.getGitVersion());
  }

  /** The clock of the API server, read together with this machine's. */
  public ClockReading clock() {
    return errors.during("report its time", () -> ClockReading.of(client));
  }

  /**
   * The level of Pod Security that the namespace enforces; empty if none is set, or the user may
   * not read it.
   */
  public Optional<String> podSecurity(String namespace) {
    return ifAllowed(
            "read namespace " + namespace, () -> client.namespaces().withName(namespace).get())
        .map(it -> it.getMetadata().getLabels())
        .map(labels -> labels.get("pod-security.kubernetes.io/enforce"));
  }

  /**
   * The quotas of the namespace and their use, as far as they apply to pods like ours; empty if the
   * user may not read them.
   */
  public Optional<List<QuotaLimit>> quotas(String namespace) {
    return ifAllowed(
        "read quotas",
        () -> {
          List<QuotaLimit> limits = new ArrayList<>();
          for (ResourceQuota quota :
              client.resourceQuotas().inNamespace(namespace).list().getItems()) {
            if (isForAll(quota)) {
              add(limits, quota);
            }
          }
          return List.copyOf(limits);
        });
  }

  /** Pods of apps have requests and no deadline (quota scopes NotBestEffort, NotTerminating). */
  private static boolean isForAll(ResourceQuota quota) {
    return quota.getSpec() == null
        || (quota.getSpec().getScopeSelector() == null
            && OUR_SCOPES.containsAll(
                Optional.ofNullable(quota.getSpec().getScopes()).orElse(List.of())));
  }

  /**
   * What the quotas of a namespace leave, without counting some pods.
   *
   * @param pods the selectors of those pods
   * @return empty if there are no quotas, or the user may not read them
   */
  public Optional<RemainingQuota> room(String namespace, Collection<Map<String, String>> pods) {
    return quotas(namespace)
        .filter(limits -> !limits.isEmpty())
        .flatMap(
            limits ->
                ifAllowed(
                    "read the pods that count in quotas",
                    () -> {
                      Map<String, BigDecimal> own = new HashMap<>();
                      pods.forEach(selector -> addPods(own, namespace, selector));
                      return new RemainingQuota(
                          limits.stream().map(limit -> without(own, limit)).toList(),
                          ContainerDefaults.of(
                              client.limitRanges().inNamespace(namespace).list().getItems()));
                    }));
  }

  private void addPods(
      Map<String, BigDecimal> own, String namespace, Map<String, String> selector) {
    client.pods().inNamespace(namespace).withLabels(selector).list().getItems().stream()
        .filter(pod -> pod.getStatus() == null || !ENDED.contains(pod.getStatus().getPhase()))
        .forEach(
            pod ->
                PodNeeds.of(pod.getSpec(), ContainerDefaults.NONE)
                    .forEach((name, amount) -> own.merge(name, amount, BigDecimal::add)));
  }

  private static QuotaLimit without(Map<String, BigDecimal> own, QuotaLimit limit) {
    return new QuotaLimit(
        limit.quota(),
        limit.resource(),
        limit.hard(),
        limit.used().subtract(own.getOrDefault(limit.resource(), BigDecimal.ZERO)));
  }

  private static void add(List<QuotaLimit> limits, ResourceQuota quota) {
    Optional<ResourceQuotaStatus> counted =
        Optional.ofNullable(quota.getStatus())
            .filter(it -> it.getHard() != null && !it.getHard().isEmpty());
    Map<String, Quantity> used =
        counted.map(ResourceQuotaStatus::getUsed).orElseGet(() -> Map.of());
    // A pod that was just created does not count yet.
    counted
        .map(ResourceQuotaStatus::getHard)
        .or(() -> Optional.ofNullable(quota.getSpec()).map(ResourceQuotaSpec::getHard))
        .orElseGet(() -> Map.of())
        .forEach(
            (resource, hard) ->
                limits.add(
                    new QuotaLimit(
                        quota.getMetadata().getName(),
                        resource,
                        hard.getNumericalAmount(),
                        Optional.ofNullable(used.get(resource))
                            .orElseGet(() -> new Quantity("0"))
                            .getNumericalAmount())));
  }

  /**
   * Sends a pod of the app's Deployment to the API server as a dry run, to learn whether it would
   * be admitted: by Pod Security, security context constraints, quotas, webhooks and policies. A
   * controller creates the real pod, so webhooks that depend on the user may decide otherwise then.
   *
   * @return empty if there is no Deployment among the resources
   */
  public Optional<PodDryRun> tryPod(String namespace, Resources resources) {
    return resources.all().stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .findFirst()
        .map(deployment -> tried(namespace, pod(deployment)));
  }

  private static Pod pod(Deployment deployment) {
    PodTemplateSpec template = deployment.getSpec().getTemplate();
    return new PodBuilder()
        .withNewMetadata()
        .withName(deployment.getMetadata().getName() + "-doctor")
        .withLabels(template.getMetadata().getLabels())
        .withAnnotations(template.getMetadata().getAnnotations())
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }

  private PodDryRun tried(String namespace, Pod pod) {
    try {
      client.pods().inNamespace(namespace).resource(pod).dryRun().create();
      return new PodDryRun.Accepted();
    } catch (KubernetesClientException e) {
      String words = ApiErrors.reason(e);
      if (ApiErrors.lacksRight(e)) {
        return new PodDryRun.Forbidden();
      }
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
          || e.getCode() == 422
          || e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST
          || e.getCode() == HttpURLConnection.HTTP_INTERNAL_ERROR) {
        return new PodDryRun.Refused(Diagnoses.ofRefusal(words, Place.of(pod, "dry run")));
      }
      throw errors.problem("create a pod by dry run", e);
    }
  }

  private <T> Optional<T> ifAllowed(String action, Supplier<T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw errors.problem(action, e);
    }
  }
}
