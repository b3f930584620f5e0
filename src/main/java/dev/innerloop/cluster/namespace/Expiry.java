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

/** From when on a namespace of ours may go, as it says itself. */
final class Expiry {

  static final String EXPIRES = "dev.innerloop/expires";

  /** By which a run renews it that says nothing itself. */
  static final String TTL = "dev.innerloop/ttl";

  private Expiry() {}

  static Map<String, String> annotations(Duration ttl, Instant now) {
    return Map.of(
        TTL, ttl.toString(), EXPIRES, now.plus(ttl).truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Empty if it says nothing, or nothing that could be read: then it stays. */
  static Optional<Instant> of(HasMetadata namespace) {
    return read(namespace, EXPIRES, Instant::parse);
  }

  static Optional<Duration> ttl(HasMetadata namespace) {
    return read(namespace, TTL, Duration::parse);
  }

  /** Moves it on by the time that the namespace is given. */
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
