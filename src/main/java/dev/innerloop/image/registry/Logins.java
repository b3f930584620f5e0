package dev.innerloop.image.registry;

import dev.innerloop.image.transport.Login;
import java.util.Optional;

/** The logins that a user configured for us, Maven's settings for one. */
@FunctionalInterface
public interface Logins {

  Logins NONE = registry -> Optional.empty();

  /**
   * The login at a registry; without one we look where {@code docker login} and its likes put it.
   *
   * @param registry host, with a port unless it is the default one
   */
  Optional<Login> at(String registry);
}
