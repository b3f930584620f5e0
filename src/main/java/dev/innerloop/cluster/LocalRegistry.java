package dev.innerloop.cluster;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry that a local cluster announces (KEP-1755).
 *
 * @param push host and port for this machine
 * @param pull host and port for the cluster's nodes
 */
public record LocalRegistry(String push, String pull) {

  static final String CONFIG_MAP = "local-registry-hosting";
  static final String KEY = "localRegistryHosting.v1";

  static Optional<LocalRegistry> of(Map<?, ?> announcement) {
    return text(announcement.get("host"))
        .map(
            host ->
                new LocalRegistry(
                    host, text(announcement.get("hostFromContainerRuntime")).orElse(host)));
  }

  private static Optional<String> text(@Nullable Object value) {
    return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }
}
