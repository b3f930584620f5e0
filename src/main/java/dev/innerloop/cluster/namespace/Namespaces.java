package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.access.Grants;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.Identity;
import dev.innerloop.cluster.guardrail.GuardRails;
import dev.innerloop.cluster.tenancy.ApiGroups;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.cluster.tenancy.Tenant;
import dev.innerloop.cluster.tenancy.Tenants;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses the namespace of a developer, and makes it if it is not there. */
public final class Namespaces {

  /** Rights come by an operator or the project's template, which may take a moment. */
  private static final Duration FOR_RIGHTS = Duration.ofSeconds(30);

  /** Plain Kubernetes gives none; some policy engines do. */
  private static final Duration FOR_UNEXPECTED_RIGHTS = Duration.ofSeconds(3);

  private static final long BETWEEN_LOOKS_MILLIS = 250;

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final NamespaceSettings settings;
  private final NamespaceListener listener;
  private final Tenancy tenancy;
  private final Optional<Identity> identity;
  private final Tenants tenants;
  private final NamespaceProbe probe;
  private final GuardRails guardRails;

  /**
   * @param identity empty where the cluster does not tell
   */
  public Namespaces(
      KubernetesClient client,
      ApiErrors errors,
      ApiGroups groups,
      Optional<Identity> identity,
      NamespaceSettings settings,
      NamespaceListener listener) {
    this.client = client;
    this.errors = errors;
    this.settings = settings;
    this.listener = listener;
    this.identity = identity;
    this.tenancy = settings.tenancy().on(groups);
    this.tenants = new Tenants(client, errors, groups, tenancy, identity);
    this.probe = new NamespaceProbe(client, errors);
    this.guardRails = tenancy == Tenancy.KUBERNETES ? settings.guardRails() : GuardRails.NONE;
  }

  /**
   * The name: the given one, else the context's unless that is {@code default}, else the user's
   * sandbox, else one of user and app.
   */
  public String choose() {
    return settings
        .name()
        .or(
            () ->
                Optional.ofNullable(client.getConfiguration().getNamespace())
                    .filter(n -> !n.isBlank() && !n.equals("default")))
        .orElseGet(this::derived);
  }

  private String derived() {
    Optional<Tenant> tenant = tenants.chosen(settings.tenant());
    String name = NamespaceName.of(settings.user(), settings.project());
    return tenant
        .flatMap(Tenant::sandbox)
        .orElseGet(() -> NamespaceName.cut(tenant.map(it -> it.prefix(name)).orElse(name)));
  }

  /**
   * The namespace to work in, there from now on.
   *
   * @throws Problem if it is missing and cannot be made, or is being deleted, or is somebody else's
   */
  public String enter() {
    String name = choose();
    switch (probe.look(name)) {
      case THERE -> renew(name);
      case HIDDEN -> renewMarker(name);
      case GOING -> throw going(name);
      case ABSENT, UNKNOWN -> create(name);
    }
    if (!settings.access().isEmpty()) {
      List<String> people = new Grants(client, errors, name).give(settings.access());
      listener.noted(
          "Namespace " + name + " is open to " + String.join(", ", people) + ", besides you.");
    }
    return name;
  }

  /** What can be found out of it, without changing anything. */
  public Presence look(String name) {
    return probe.look(name);
  }

  /** Whether it is there, as far as the user may know. */
  public boolean isPresent(String name) {
    return switch (probe.look(name)) {
      case THERE, HIDDEN, GOING -> true;
      case ABSENT, UNKNOWN -> false;
    };
  }

  private void create(String name) {
    Optional<Tenant> tenant = tenants.chosen(settings.tenant());
    NamespaceMaking making =
        new NamespaceMaking(
            client, tenancy, tenant, guardRails.labels(), expiry(), settings.user());
    CreationRefusal refusal =
        new CreationRefusal(name, tenancy, tenant.map(Tenant::name), identity);
    try {
      making.make(name);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409) {
        requireWork(name, refusal, e);
        return;
      }
      throw refusal.of(e).orElseGet(() -> errors.problem("create namespace " + name, e));
    }
    awaitRights(name, making, refusal);
    guard(name, making);
    if (probe.look(name) == Presence.HIDDEN) {
      errors.running(
          "note in namespace " + name + " that it is ours",
          () -> new Marker(client, name).put(Ownership.labels(settings.user()), expiry()));
    }
    listener.created(name);
    settings.ttl().ifPresent(ttl -> tellExpiry(name));
  }

  private Map<String, String> expiry() {
    return settings.ttl().map(ttl -> Expiry.annotations(ttl, Instant.now())).orElse(Map.of());
  }

  private void tellExpiry(String name) {
    listener.noted(
        tenancy == Tenancy.OPENSHIFT
            ? "Project " + name + " stays: a request for one cannot say when it may go (dev.ttl)."
            : "Namespace "
                + name
                + " may be deleted from "
                + expiry().get(Expiry.EXPIRES)
                + " on, unless it is used again until then.");
  }

  /** A run is a sign of life. */
  private void renew(String name) {
    Namespace namespace =
        errors.during("read namespace " + name, () -> client.namespaces().withName(name).get());
    if (namespace == null) {
      return; // it has gone this moment: what comes next says so
    }
    Optional<Duration> ttl = settings.ttl().or(() -> Expiry.ttl(namespace));
    if (ttl.isEmpty()) {
      return;
    }
    if (!Ownership.isOurs(namespace)) {
      listener.noted(
          "Namespace " + name + " stays: dev.ttl is for those that dev-maven-plugin made.");
      return;
    }
    try {
      Expiry.renew(client, namespace, ttl.get());
    } catch (KubernetesClientException e) {
      if (e.getCode() != 403) {
        throw errors.problem("say when namespace " + name + " may go", e);
      }
      listener.noted(
          "You may not change namespace "
              + name
              + Expiry.of(namespace)
                  .map(it -> ", which may be deleted from " + it + " on, in use or not.")
                  .orElse(", so it stays: dev.ttl has no effect."));
    }
  }

  /** Of a namespace that we made and may not look at. */
  private void renewMarker(String name) {
    errors.running(
        "say when namespace " + name + " may go",
        () ->
            new Marker(client, name)
                .read()
                .ifPresent(
                    marker ->
                        settings
                            .ttl()
                            .or(() -> Expiry.ttl(marker))
                            .ifPresent(ttl -> Expiry.renew(client, marker, ttl))));
  }

  /** Somebody else has just made it, or it was there all the time, out of sight. */
  private void requireWork(String name, CreationRefusal refusal, KubernetesClientException e) {
    switch (probe.work(name)) {
      case THERE, HIDDEN -> {}
      case GOING -> throw going(name);
      case ABSENT -> throw errors.problem("create namespace " + name, e);
      case UNKNOWN ->
          throw new Problem(
              "The namespace " + name + " is there already, and you have no rights in it.",
              "Use another one: -Ddev.namespace=NAME\n"
                  + "or, if it is meant for you, ask whoever runs the cluster for:\n"
                  + refusal.binding(),
              e);
    }
  }

  /** A namespace in which its maker may do nothing is of no use, and taken away again. */
  private void awaitRights(String name, NamespaceMaking making, CreationRefusal refusal) {
    Duration atMost = tenancy == Tenancy.KUBERNETES ? FOR_UNEXPECTED_RIGHTS : FOR_RIGHTS;
    long deadline = System.nanoTime() + atMost.toNanos();
    boolean told = false;
    while (probe.work(name) != Presence.HIDDEN) {
      if (System.nanoTime() > deadline) {
        throw uselessNamespace(name, making, refusal);
      }
      if (!told) {
        listener.noted(
            "Namespace "
                + name
                + " is made; waiting for the rights in it, for at most "
                + atMost.toSeconds()
                + " s.");
        told = true;
      }
      pause();
    }
  }

  private Problem uselessNamespace(String name, NamespaceMaking making, CreationRefusal refusal) {
    String what =
        "You may create namespaces, but got no rights in " + name + ", which was created just now";
    String binding = "ask whoever runs the cluster for:\n";
    try {
      making.delete(name);
    } catch (KubernetesClientException e) {
      return new Problem(
          what + ", and you may not delete it: it is still there.",
          "To work in it, " + binding + refusal.binding(),
          e);
    }
    return new Problem(
        what + ". It has been deleted again.",
        "Use a namespace that you have: -Ddev.namespace=NAME\n"
            + "or "
            + binding
            + "  kubectl create namespace "
            + name
            + "\n"
            + refusal.binding());
  }

  private void guard(String name, NamespaceMaking making) {
    if (!guardRails.equals(settings.guardRails())) {
      listener.noted(
          "The guard rails of namespace "
              + name
              + " are those of the cluster, which hands out namespaces by "
              + tenancy.title()
              + ": <guardRails> of the POM are for plain Kubernetes.");
    }
    for (HasMetadata rail : guardRails.resources(name)) {
      try {
        client.resource(rail).create();
      } catch (KubernetesClientException e) {
        throw notGuarded(rail, name, making, e);
      }
    }
  }

  /** A namespace that is less guarded than asked for is taken away again. */
  private Problem notGuarded(
      HasMetadata rail, String name, NamespaceMaking making, KubernetesClientException e) {
    String what =
        (ApiErrors.lacksRight(e) ? "You may not create the " : "The cluster refuses the ")
            + rail.getKind()
            + " of namespace "
            + name
            + ", which was created just now: "
            + ApiErrors.reason(e);
    String remedy =
        ApiErrors.lacksRight(e)
            ? "Leave <guardRails> out of the POM, or ask whoever runs the cluster for the right to"
                + " create resourcequotas, limitranges and networkpolicies"
            : "Change <guardRails> in the POM by what the cluster says";
    try {
      making.delete(name);
    } catch (KubernetesClientException undeleted) {
      return new Problem(
          what + "\nYou may not delete it either: it is still there, without its guard rails.",
          remedy + ", and have it deleted: kubectl delete namespace " + name,
          e);
    }
    return new Problem(what + "\nIt has been deleted again.", remedy + ".", e);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(
          "Interrupted while the namespace was made.",
          "Run the command again if it was by accident.",
          e);
    }
  }

  private static Problem going(String name) {
    return new Problem(
        "The namespace " + name + " is being deleted.",
        "Wait until it is gone, or use another one: -Ddev.namespace=NAME");
  }
}
