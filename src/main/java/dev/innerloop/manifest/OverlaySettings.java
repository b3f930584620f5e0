package dev.innerloop.manifest;

import dev.innerloop.replica.SessionKey;
import java.util.Map;
import java.util.Optional;

/**
 * What a dev workload needs beyond the shipped one.
 *
 * @param java the command for Java inside the image, such as {@code /usr/bin/java}
 * @param supervisorJar the bytes of the supervisor's jar
 * @param supervisorProperties the supervisor's configuration, without secrets; same settings, same
 *     text, else pods are replaced needlessly. The paths in it are those of {@link DevOverlay}
 * @param key what the supervisor demands of sessions: the one that the cluster has, if it has one
 * @param environment variables of the dev mode, such as those that turn template caches off
 * @param pullPolicy of the image; empty leaves what is shipped
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
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
