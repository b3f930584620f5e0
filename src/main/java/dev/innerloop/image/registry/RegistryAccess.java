package dev.innerloop.image.registry;

import dev.innerloop.image.transport.HttpProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The user's settings for access to registries.
 *
 * @param insecure whether plain HTTP and untrusted certificates are allowed for all hosts; they
 *     always are on this machine
 * @param certificates a PEM file with CA certificates that are trusted in addition to those of the
 *     JVM
 * @param mirrors queried before their registries
 * @param proxy the one of Maven's settings
 * @param offline whether Maven is offline: only registries on this machine are queried
 * @param refresh whether cached descriptions are read again
 */
public record RegistryAccess(
    boolean insecure,
    Optional<Path> certificates,
    List<Mirror> mirrors,
    Optional<HttpProxy> proxy,
    boolean offline,
    boolean refresh) {

  /** Default settings. */
  public static final RegistryAccess DEFAULT =
      new RegistryAccess(false, Optional.empty(), List.of(), Optional.empty(), false, false);

  public RegistryAccess {
    mirrors = List.copyOf(mirrors);
  }
}
