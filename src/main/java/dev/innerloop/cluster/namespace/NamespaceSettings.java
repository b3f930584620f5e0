package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.access.Grant;
import dev.innerloop.cluster.guardrail.GuardRails;
import dev.innerloop.cluster.tenancy.Tenancy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which namespace is meant, and how it is made if it is not there.
 *
 * @param name as the user gave it
 * @param project gives it a name where nothing else does
 * @param user who develops, as far as this machine knows
 * @param tenancy who hands out namespaces
 * @param tenant to which the namespace is to belong
 * @param access who else is to work in it; if empty, that stays as it is
 * @param guardRails what it is held to if we make it
 * @param ttl how long after its last run it may go, if we make it; empty if it says so itself, or
 *     stays
 */
public record NamespaceSettings(
    Optional<String> name,
    String project,
    String user,
    Tenancy tenancy,
    Optional<String> tenant,
    List<Grant> access,
    GuardRails guardRails,
    Optional<Duration> ttl) {

  public NamespaceSettings {
    access = List.copyOf(access);
  }

  /** One that is held to nothing, and stays. */
  public NamespaceSettings(
      Optional<String> name,
      String project,
      String user,
      Tenancy tenancy,
      Optional<String> tenant,
      List<Grant> access) {
    this(name, project, user, tenancy, tenant, access, GuardRails.NONE, Optional.empty());
  }

  /** A namespace that is named, on any cluster. */
  public static NamespaceSettings named(String name, String user) {
    return new NamespaceSettings(
        Optional.of(name), name, user, Tenancy.AUTO, Optional.empty(), List.of());
  }

  /** The same, that may go so long after its last use. */
  public NamespaceSettings expiring(Duration after) {
    return new NamespaceSettings(
        name, project, user, tenancy, tenant, access, guardRails, Optional.of(after));
  }

  /** The same for a user who is known by another name. */
  public NamespaceSettings of(String known) {
    return new NamespaceSettings(name, project, known, tenancy, tenant, access, guardRails, ttl);
  }
}
