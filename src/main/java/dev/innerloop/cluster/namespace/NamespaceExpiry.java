package dev.innerloop.cluster.namespace;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** When a namespace that this plugin created expires, according to its annotations. */
final class NamespaceExpiry {

  static final String EXPIRES = "dev.innerloop/expires";

  /** The time to live that a run without a setting of its own uses for renewal. */
  static final String TTL = "dev.innerloop/ttl";

  private NamespaceExpiry() {}

  static Map<String, String> annotations(Duration ttl, Instant now) {
    return Map.of(
        TTL, ttl.toString(), EXPIRES, now.plus(ttl).truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Empty if it has no valid annotation: then it is kept. */
  static Optional<Instant> of(HasMetadata namespace) {
    return read(namespace, EXPIRES, Instant::parse);
  }

  static Optional<Duration> ttl(HasMetadata namespace) {
    return read(namespace, TTL, Duration::parse);
  }

  /** Renews it by the namespace's time to live. */
  static void renew(KubernetesClient client, HasMetadata object, Duration ttl) {
    client
        .resource(object)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            client
                .getKubernetesSerialization()
                .asJson(
                    Map.of("metadata", Map.of("annotations", annotations(ttl, Instant.now())))));
  }

  private static <T> Optional<T> read(
      HasMetadata namespace, String annotation, Function<String, T> parser) {
    try {
      return Optional.ofNullable(namespace.getMetadata().getAnnotations())
          .map(annotations -> annotations.get(annotation))
          .map(parser);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
