package dev.innerloop.image.registry;

import dev.innerloop.image.transport.HttpProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user said of how registries are reached.
 *
 * @param insecure whether plain HTTP and untrusted TLS are allowed everywhere; on this machine they
 *     always are
 * @param certificates a PEM file of authorities that are trusted beside those of the JVM
 * @param mirrors asked before the registries that they stand for
 * @param proxy the one of Maven's settings
 * @param offline whether nothing is to be asked that lies beyond this machine
 * @param refresh whether what was read before is read anew
 */
public record RegistryAccess(
    boolean insecure,
    Optional<Path> certificates,
    List<Mirror> mirrors,
    Optional<HttpProxy> proxy,
    boolean offline,
    boolean refresh) {

  /** Nothing was said. */
  public static final RegistryAccess DEFAULT =
      new RegistryAccess(false, Optional.empty(), List.of(), Optional.empty(), false, false);

  public RegistryAccess {
    mirrors = List.copyOf(mirrors);
  }
}
