package dev.innerloop.image.registry;

import dev.innerloop.image.transport.Credentials;

/** What nodes need to pull an image, as far as this machine can determine it. */
public sealed interface NodeAccess {

  /** Anonymous pulls are allowed. */
  record Anonymous() implements NodeAccess {}

  /** This machine has no credentials for it. */
  record Unknown() implements NodeAccess {}

  /**
   * Credentials for the nodes.
   *
   * @param server name of the registry for {@code docker login}
   */
  record WithCredentials(String server, Credentials credentials) implements NodeAccess {}

  /** An identity token, which must be exchanged for a password: nodes cannot do that. */
  record WithIdentityToken(String server) implements NodeAccess {}
}
