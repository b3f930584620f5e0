package dev.innerloop.cluster.tenancy;

import java.util.Optional;

/**
 * A tenant, as far as it concerns a user.
 *
 * @param owned whether the user may create namespaces in it
 * @param prefixed whether the names of its namespaces must begin with its own
 * @param sandbox the namespace that it provides for this user
 */
public record Tenant(String name, boolean owned, boolean prefixed, Optional<String> sandbox) {

  /** A tenant of which only the name is known. */
  static Tenant named(String name) {
    return new Tenant(name, true, false, Optional.empty());
  }

  /** A name with the tenant's prefix, if it requires one. */
  public String prefix(String namespace) {
    return prefixed && !namespace.startsWith(name + "-") ? name + "-" + namespace : namespace;
  }
}
