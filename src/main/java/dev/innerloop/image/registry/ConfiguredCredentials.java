package dev.innerloop.image.registry;

import dev.innerloop.image.transport.Credentials;
import java.util.Optional;

/** Credentials that the user configured for this plugin, for example in Maven's settings. */
@FunctionalInterface
public interface ConfiguredCredentials {

  ConfiguredCredentials NONE = registry -> Optional.empty();

  /**
   * The credentials for a registry; if empty, the files of {@code docker login} and similar tools
   * are searched.
   *
   * @param registry host, with a port unless it is the default one
   */
  Optional<Credentials> at(String registry);
}
