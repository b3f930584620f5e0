package dev.innerloop.manifest.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.acceptance.Node;
import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.manifest.schema.PatchCorpus.Case;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Position;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus on a real API server: what it makes of a patch is what it makes of our result. Both
 * are dry runs, so that each patch meets the same original, with all that the server filled in.
 */
@OnCluster
class PatchIT {

  private static final String OWNER_IN_CORPUS = "11111111-1111-1111-1111-111111111111";

  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final Map<String, Resource<GenericKubernetesResource>> CREATED = new HashMap<>();

  private static KubernetesClient client;
  private static String namespace;
  private static String owner;

  @BeforeAll
  static void create() {
    Config config = Config.fromKubeconfig(Node.kubeconfig().toFile());
    // A patch that cannot be merged is an internal error to the server, and stays one.
    config.setRequestRetryBackoffLimit(0);
    client = new KubernetesClientBuilder().withConfig(config).build();
    namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    // Without a real owner the garbage collector would delete what is owned.
    owner =
        client
            .configMaps()
            .inNamespace(namespace)
            .resource(
                new ConfigMapBuilder().withNewMetadata().withName("owner").endMetadata().build())
            .create()
            .getMetadata()
            .getUid();
  }

  @AfterAll
  static void delete() {
    for (Resource<GenericKubernetesResource> created : CREATED.values()) {
      created.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
      created.delete();
    }
    client.namespaces().withName(namespace).withGracePeriod(0).delete();
    client.close();
  }

  static List<Case> corpus() {
    return PatchCorpus.all();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void doesWhatTheServerDoes(Case each) {
    Resource<GenericKubernetesResource> resource = original(each.original());
    GenericKubernetesResource live = resource.get();
    String patch = text(each.patch());
    Answer theirs =
        Answer.of(
            () ->
                resource.patch(
                    new PatchContext.Builder()
                        .withPatchType(PatchType.STRATEGIC_MERGE)
                        .withDryRun(List.of("All"))
                        .build(),
                    patch));

    Optional<Mapping> merged = merged(each, live, patch);

    if (merged.isEmpty()) {
      assertThat(theirs.error()).as("the server refuses it, too").isNotNull();
      return;
    }
    GenericKubernetesResource sent =
        JSON.convertValue(merged.get().plain(), GenericKubernetesResource.class);
    sent.getMetadata().setResourceVersion(null);
    assertThat(Answer.of(() -> client.resource(sent).dryRun().update())).isEqualTo(theirs);
  }

  private static Optional<Mapping> merged(Case each, GenericKubernetesResource live, String patch) {
    Position nowhere = new Position("the server", 0);
    Mapping original =
        (Mapping) dev.innerloop.manifest.tree.Node.of(JSON.convertValue(live, Map.class), nowhere);
    Mapping own =
        (Mapping) dev.innerloop.manifest.tree.Node.of(JSON.unmarshal(patch, Map.class), nowhere);
    try {
      return Optional.of(new Case(each.name(), original, own, Optional.empty()).merged(original));
    } catch (Unmergeable e) {
      return Optional.empty();
    }
  }

  private static Resource<GenericKubernetesResource> original(Mapping original) {
    return CREATED.computeIfAbsent(
        text(original),
        json -> {
          GenericKubernetesResource wanted = JSON.unmarshal(json, GenericKubernetesResource.class);
          var all = client.genericKubernetesResources(wanted.getApiVersion(), wanted.getKind());
          var resource =
              wanted.getKind().endsWith("Configuration")
                  ? all.resource(wanted)
                  : all.inNamespace(namespace).resource(wanted);
          resource.create();
          // Controllers write as well; later they have no reason to.
          resource.waitUntilCondition(
              PatchIT::isObserved, Duration.ofSeconds(60).toMillis(), TimeUnit.MILLISECONDS);
          return resource;
        });
  }

  private static boolean isObserved(GenericKubernetesResource resource) {
    Object kind = resource.getKind();
    if (!kind.equals("Deployment") && !kind.equals("StatefulSet")) {
      return true;
    }
    Object status = resource.getAdditionalProperties().get("status");
    return status instanceof Map<?, ?> map
        && map.get("observedGeneration") instanceof Number observed
        && observed.longValue() >= resource.getMetadata().getGeneration();
  }

  private static String text(Mapping mapping) {
    return JSON.asJson(mapping.plain()).replace(OWNER_IN_CORPUS, owner);
  }

  /** What the server made of it, or why it did not. */
  private record Answer(Map<String, Object> resource, String error) {

    static Answer of(Supplier<GenericKubernetesResource> request) {
      try {
        return new Answer(essence(request.get()), null);
      } catch (KubernetesClientException e) {
        return new Answer(
            null, e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage());
      }
    }

    private static Map<String, Object> essence(GenericKubernetesResource resource) {
      resource.getMetadata().setManagedFields(null);
      resource.getMetadata().setResourceVersion(null);
      resource.getMetadata().setGeneration(null);
      Map<String, Object> essence = JSON.convertValue(resource, Map.class);
      essence.remove("status");
      if (essence.get("spec") instanceof Map<?, ?> spec
          && spec.get("ports") instanceof List<?> ports) {
        // Chosen by chance.
        ports.forEach(port -> ((Map<?, ?>) port).remove("nodePort"));
      }
      return essence;
    }
  }
}
