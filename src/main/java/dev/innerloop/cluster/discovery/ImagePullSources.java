package dev.innerloop.cluster.discovery;

import dev.innerloop.cluster.api.ApiErrors;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Determines where a cluster can pull images from. What the user may not read counts as unknown.
 */
public final class ImagePullSources {

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final String OS = "kubernetes.io/os";
  private static final String ARCHITECTURE = "kubernetes.io/arch";

  private static final ResourceDefinitionContext ROUTES =
      new ResourceDefinitionContext.Builder()
          .withGroup("route.openshift.io")
          .withVersion("v1")
          .withKind("Route")
          .withPlural("routes")
          .withNamespaced(true)
          .build();
  private static final ResourceDefinitionContext IMAGE_STREAMS =
      new ResourceDefinitionContext.Builder()
          .withGroup("image.openshift.io")
          .withVersion("v1")
          .withKind("ImageStream")
          .withPlural("imagestreams")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;
  private final ApiErrors errors;

  public ImagePullSources(KubernetesClient client, ApiErrors errors) {
    this.client = client;
    this.errors = errors;
  }

  /** Its nodes; none if the user may not read them. */
  public List<ClusterNode> nodes() {
    return ifAllowed(
            "list its nodes",
            () -> client.nodes().list().getItems().stream().map(ClusterNode::of).toList())
        .orElse(List.of());
  }

  /** The platforms of its nodes in OCI's terms; none if the user may not read them. */
  public List<String> architectures() {
    return ifAllowed(
            "list its nodes",
            () ->
                Stream.ofNullable(client.nodes().listAsPartialObjectMetadata().getItems())
                    .flatMap(List::stream)
                    .flatMap(node -> Stream.ofNullable(node.getMetadata().getLabels()))
                    .filter(labels -> labels.getOrDefault(OS, "linux").equals("linux"))
                    .flatMap(labels -> Stream.ofNullable(labels.get(ARCHITECTURE)))
                    .distinct()
                    .sorted()
                    .toList())
        .orElse(List.of());
  }

  /**
   * The registry of an OpenShift cluster. Only administrators may read its Route, but image streams
   * that every user may read contain its host as well.
   */
  public Optional<InternalRegistry> internalRegistry() {
    List<GenericKubernetesResource> streams =
        ifAllowed(
                "list image streams",
                () ->
                    client
                        .genericKubernetesResources(IMAGE_STREAMS)
                        .inNamespace("openshift")
                        .list(new ListOptionsBuilder().withLimit(1L).build())
                        .getItems())
            .orElse(List.of());
    Optional<String> push =
        streams.stream()
            .flatMap(stream -> host(stream, "publicDockerImageRepository").stream())
            .findFirst()
            .or(this::routeHost);
    Optional<String> pull =
        streams.stream()
            .flatMap(stream -> host(stream, "dockerImageRepository").stream())
            .findFirst();
    if (push.isEmpty() && pull.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new InternalRegistry(push, pull.orElse(InternalRegistry.SERVICE), token()));
  }

  private Optional<String> routeHost() {
    return ifAllowed(
            "read the Route of its registry",
            () ->
                client
                    .genericKubernetesResources(ROUTES)
                    .inNamespace("openshift-image-registry")
                    .withName("default-route")
                    .get())
        .flatMap(route -> text(route.get("spec", "host")));
  }

  private static Optional<String> host(GenericKubernetesResource stream, String field) {
    return text(stream.get("status", field)).map(it -> it.replaceFirst("/.*", ""));
  }

  private static Optional<String> text(@Nullable Object value) {
    return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }

  private Optional<String> token() {
    return Stream.of(
            client.getConfiguration().getOauthToken(),
            client.getConfiguration().getAutoOAuthToken())
        .filter(token -> token != null && !token.isBlank())
        .findFirst();
  }

  private <T> Optional<T> ifAllowed(String action, Supplier<T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN || e.getCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw errors.problem(action, e);
    }
  }
}
