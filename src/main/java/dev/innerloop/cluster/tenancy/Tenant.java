package dev.innerloop.cluster.tenancy;

import java.util.Optional;

/**
 * A tenant, as far as it concerns a user.
 *
 * @param owned whether the user may make namespaces in it
 * @param prefixed whether the names of its namespaces have to begin with its own
 * @param sandbox the namespace that it keeps for this user
 */
public record Tenant(String name, boolean owned, boolean prefixed, Optional<String> sandbox) {

  /** One that is known by its name only. */
  static Tenant named(String name) {
    return new Tenant(name, true, false, Optional.empty());
  }

  /** A name as this tenant wants it. */
  public String prefix(String namespace) {
    return prefixed && !namespace.startsWith(name + "-") ? name + "-" + namespace : namespace;
  }
}
