package dev.innerloop.image.registry;

import dev.innerloop.image.transport.Login;

/** What nodes need to pull an image, as far as it is known here. */
public sealed interface NodeAccess {

  /** Everybody may pull it. */
  record Open() implements NodeAccess {}

  /** There is no login for it on this machine. */
  record Unknown() implements NodeAccess {}

  /**
   * A login that lets them.
   *
   * @param server as {@code docker login} names the registry
   */
  record ByLogin(String server, Login login) implements NodeAccess {}

  /** A login that only programs can use which trade it for passwords: nodes do not. */
  record ByIdentityToken(String server) implements NodeAccess {}
}
