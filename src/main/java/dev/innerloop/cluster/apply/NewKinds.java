package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.applyset.ApiKinds;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Waits until new kinds are established and served. */
final class NewKinds {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final KubernetesClient client;
  private final ApiKinds kinds;

  NewKinds(KubernetesClient client, ApiKinds kinds) {
    this.client = client;
    this.kinds = kinds;
  }

  /**
   * @throws Problem if the API server rejects the names, or after a timeout
   */
  void await(CustomResourceDefinition applied) {
    String name = applied.getMetadata().getName();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!isUsable(name)) {
      if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
        throw new Problem(
            "The CustomResourceDefinition "
                + name
                + " is not established after "
                + LONGEST.toSeconds()
                + " s.",
            "See its conditions: kubectl describe crd " + name);
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  private boolean isUsable(String name) {
    CustomResourceDefinition now =
        client.apiextensions().v1().customResourceDefinitions().withName(name).get();
    if (now == null || now.getStatus() == null) {
      return false;
    }
    condition(now, "NamesAccepted")
        .filter(it -> "False".equals(it.getStatus()))
        .ifPresent(
            refused -> {
              throw new Problem(
                  "The API server rejects the names of CustomResourceDefinition "
                      + name
                      + ": "
                      + refused.getMessage(),
                  "Another kind uses them: choose other names, or remove the definition.");
            });
    return condition(now, "Established").filter(it -> "True".equals(it.getStatus())).isPresent()
        && served(now).stream().allMatch(kinds::serve);
  }

  /** Before a controller has seen a definition, its status has no conditions. */
  private static Optional<CustomResourceDefinitionCondition> condition(
      CustomResourceDefinition definition, String type) {
    return Stream.ofNullable(definition.getStatus().getConditions())
        .flatMap(List::stream)
        .filter(it -> type.equals(it.getType()))
        .findFirst();
  }

  /** Discovery lists new kinds a moment after they are established. */
  private static List<GenericKubernetesResource> served(CustomResourceDefinition definition) {
    return definition.getSpec().getVersions().stream()
        .filter(version -> Boolean.TRUE.equals(version.getServed()))
        .map(CustomResourceDefinitionVersion::getName)
        .map(
            version ->
                new GenericKubernetesResourceBuilder()
                    .withApiVersion(definition.getSpec().getGroup() + "/" + version)
                    .withKind(definition.getSpec().getNames().getKind())
                    .build())
        .toList();
  }
}
