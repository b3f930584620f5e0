package dev.innerloop.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * What a credential plugin returned.
 *
 * @param expiry when it is no longer valid, if the plugin said so
 */
record PluginCredential(
    Optional<String> token, Optional<ClientCertificate> certificate, Optional<Instant> expiry) {

  /** In PEM. */
  record ClientCertificate(String chain, String key) {}

  boolean hasExpired(Instant now) {
    return expiry.filter(now::isAfter).isPresent();
  }
}
