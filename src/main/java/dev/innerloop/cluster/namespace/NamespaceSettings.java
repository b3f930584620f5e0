package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.access.Grant;
import dev.innerloop.cluster.tenancy.Tenancy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which namespace to use, and how to create it if it does not exist.
 *
 * @param name as the user gave it
 * @param project provides the name if nothing else does
 * @param user the developer's name on this machine
 * @param tenancy how the cluster creates namespaces
 * @param tenant to which the namespace should belong
 * @param access further users and groups with access; if empty, access is not changed
 * @param guardRails its restrictions if this plugin creates it
 * @param ttl its time to live after its last use, if this plugin creates it; empty keeps the
 *     namespace's own, or no expiry
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

  /** A namespace without restrictions or expiry. */
  public NamespaceSettings(
      Optional<String> name,
      String project,
      String user,
      Tenancy tenancy,
      Optional<String> tenant,
      List<Grant> access) {
    this(name, project, user, tenancy, tenant, access, GuardRails.NONE, Optional.empty());
  }

  /** A namespace with a given name, on any cluster. */
  public static NamespaceSettings named(String name, String user) {
    return new NamespaceSettings(
        Optional.of(name), name, user, Tenancy.AUTO, Optional.empty(), List.of());
  }

  /** The same, with a time to live after its last use. */
  public NamespaceSettings expiring(Duration after) {
    return new NamespaceSettings(
        name, project, user, tenancy, tenant, access, guardRails, Optional.of(after));
  }

  /** The same for a user with another name. */
  public NamespaceSettings of(String known) {
    return new NamespaceSettings(name, project, known, tenancy, tenant, access, guardRails, ttl);
  }
}
