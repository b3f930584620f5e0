package dev.innerloop.manifest;

import dev.innerloop.replica.SessionKey;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of a dev mode workload in addition to the release form.
 *
 * @param java the Java command in the image, such as {@code /usr/bin/java}
 * @param supervisorJar the bytes of the supervisor's jar
 * @param supervisorProperties the supervisor's configuration, without secrets; it must be
 *     deterministic, because a different text replaces the pods. Its paths are those of {@link
 *     DevOverlay}
 * @param key the key that authenticates sessions: the existing one of the cluster, if any
 * @param environment variables for dev mode, such as those that disable template caches
 * @param pullPolicy pull policy of the image; if empty, that of the release form
 */
@SuppressWarnings("ArrayRecordComponent") // only copied, never compared
public record OverlaySettings(
    Delivery delivery,
    String java,
    byte[] supervisorJar,
    String supervisorProperties,
    SessionKey key,
    Map<String, String> environment,
    Optional<String> pullPolicy) {

  public OverlaySettings {
    supervisorJar = supervisorJar.clone();
    environment = Map.copyOf(environment);
  }

  @Override
  public byte[] supervisorJar() {
    return supervisorJar.clone();
  }
}
