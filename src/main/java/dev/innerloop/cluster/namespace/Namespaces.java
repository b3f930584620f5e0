package dev.innerloop.cluster.namespace;

import dev.innerloop.cluster.access.Grants;
import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.Identity;
import dev.innerloop.cluster.api.NamespaceClient;
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
import java.util.Objects;
import java.util.Optional;

/** Chooses the namespace of a developer, and creates it if it does not exist. */
public final class Namespaces {

  /** An operator or the project template grants permissions, which may take a moment. */
  private static final Duration FOR_RIGHTS = Duration.ofSeconds(30);

  /** Plain Kubernetes grants none; some policy engines do. */
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
   * @param identity empty if the API server does not report it
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
   * The name: the configured one, else the context's unless that is {@code default}, else the
   * user's sandbox, else one made of user and app.
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
   * The namespace to work in, which exists from now on.
   *
   * @throws Problem if it does not exist and cannot be created, is being deleted, or the user has
   *     no access to it
   */
  public String enter() {
    String name = choose();
    NamespaceProbe.Found found = probe.find(name);
    switch (found.state()) {
      case EXISTS -> renew(name, Objects.requireNonNull(found.object()));
      case UNREADABLE -> renewMarker(name);
      case TERMINATING -> throw terminating(name);
      case NOT_FOUND, UNKNOWN -> create(name);
    }
    if (!settings.access().isEmpty()) {
      List<String> people =
          new Grants(new NamespaceClient(client, errors, name)).give(settings.access());
      listener.noted(
          "Besides you, " + String.join(", ", people) + " can access namespace " + name + ".");
    }
    return name;
  }

  /** Determines its state, without changing anything. */
  public NamespaceState state(String name) {
    return probe.state(name);
  }

  /** Whether it exists, as far as the user may know. */
  public boolean isPresent(String name) {
    return switch (probe.state(name)) {
      case EXISTS, UNREADABLE, TERMINATING -> true;
      case NOT_FOUND, UNKNOWN -> false;
    };
  }

  private void create(String name) {
    Optional<Tenant> tenant = tenants.chosen(settings.tenant());
    NamespaceCreation making =
        new NamespaceCreation(
            client, tenancy, tenant, guardRails.labels(), expiry(), settings.user());
    CreationFailure refusal =
        new CreationFailure(name, tenancy, tenant.map(Tenant::name), identity);
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
    if (probe.state(name) == NamespaceState.UNREADABLE) {
      errors.running(
          "mark namespace " + name + " as created by dev-maven-plugin",
          () ->
              new NamespaceConfigMap(client, name)
                  .put(NamespaceOwnership.labels(settings.user()), expiry()));
    }
    listener.created(name);
    settings.ttl().ifPresent(ttl -> noteExpiry(name));
  }

  private Map<String, String> expiry() {
    return settings
        .ttl()
        .map(ttl -> NamespaceExpiry.annotations(ttl, Instant.now()))
        .orElse(Map.of());
  }

  private void noteExpiry(String name) {
    listener.noted(
        tenancy == Tenancy.OPENSHIFT
            ? "Project "
                + name
                + " does not expire: dev.ttl is not supported for OpenShift projects."
            : "Namespace "
                + name
                + " expires at "
                + expiry().get(NamespaceExpiry.EXPIRES)
                + ", unless it is used again before.");
  }

  /** A run renews it. */
  private void renew(String name, Namespace namespace) {
    Optional<Duration> ttl = settings.ttl().or(() -> NamespaceExpiry.ttl(namespace));
    if (ttl.isEmpty()) {
      return;
    }
    if (!NamespaceOwnership.isOurs(namespace)) {
      listener.noted(
          "Namespace "
              + name
              + " does not expire: dev.ttl applies only to namespaces created by"
              + " dev-maven-plugin.");
      return;
    }
    try {
      NamespaceExpiry.renew(client, namespace, ttl.get());
    } catch (KubernetesClientException e) {
      if (e.getCode() != 403) {
        throw errors.problem("set the expiry of namespace " + name, e);
      }
      listener.noted(
          "You are not allowed to change namespace "
              + name
              + NamespaceExpiry.of(namespace)
                  .map(it -> ", which expires at " + it + " even if it is in use.")
                  .orElse(", so it does not expire: dev.ttl has no effect."));
    }
  }

  /** Of a namespace that this plugin created and the user may not read. */
  private void renewMarker(String name) {
    errors.running(
        "set the expiry of namespace " + name,
        () ->
            new NamespaceConfigMap(client, name)
                .read()
                .ifPresent(
                    marker ->
                        settings
                            .ttl()
                            .or(() -> NamespaceExpiry.ttl(marker))
                            .ifPresent(ttl -> NamespaceExpiry.renew(client, marker, ttl))));
  }

  /**
   * Another user has just created it, or it existed all the time but is not visible to the user.
   */
  private void requireWork(String name, CreationFailure refusal, KubernetesClientException e) {
    switch (probe.work(name)) {
      case EXISTS, UNREADABLE -> {}
      case TERMINATING -> throw terminating(name);
      case NOT_FOUND -> throw errors.problem("create namespace " + name, e);
      case UNKNOWN ->
          throw new Problem(
              "The namespace " + name + " already exists, and you have no access to it.",
              "Use another namespace: -Ddev.namespace=NAME\n"
                  + "or, if you should have access, ask a cluster administrator for:\n"
                  + refusal.binding(),
              e);
    }
  }

  /** A new namespace in which the user may do nothing is of no use, and is deleted again. */
  private void awaitRights(String name, NamespaceCreation making, CreationFailure refusal) {
    Duration atMost = tenancy == Tenancy.KUBERNETES ? FOR_UNEXPECTED_RIGHTS : FOR_RIGHTS;
    long deadline = System.nanoTime() + atMost.toNanos();
    boolean told = false;
    while (probe.work(name) != NamespaceState.UNREADABLE) {
      if (System.nanoTime() > deadline) {
        throw withoutPermissions(name, making, refusal);
      }
      if (!told) {
        listener.noted(
            "Created namespace "
                + name
                + "; waiting up to "
                + atMost.toSeconds()
                + " s for permissions in it.");
        told = true;
      }
      pause();
    }
  }

  private Problem withoutPermissions(
      String name, NamespaceCreation making, CreationFailure refusal) {
    String what =
        "You are allowed to create namespaces, but have no permissions in "
            + name
            + ", which was just created";
    String binding = "ask a cluster administrator for:\n";
    try {
      making.delete(name);
    } catch (KubernetesClientException e) {
      return new Problem(
          what + ", and you are not allowed to delete it: it still exists.",
          "To work in it, " + binding + refusal.binding(),
          e);
    }
    return new Problem(
        what + ". It has been deleted again.",
        "Use an existing namespace of yours: -Ddev.namespace=NAME\nor "
            + binding
            + "  kubectl create namespace "
            + name
            + "\n"
            + refusal.binding());
  }

  private void guard(String name, NamespaceCreation making) {
    if (!guardRails.equals(settings.guardRails())) {
      listener.noted(
          "<guardRails> of the POM are ignored for namespace "
              + name
              + ": "
              + tenancy.title()
              + " sets its own. They apply to plain Kubernetes only.");
    }
    for (HasMetadata rail : guardRails.resources(name)) {
      try {
        client.resource(rail).create();
      } catch (KubernetesClientException e) {
        throw notGuarded(rail, name, making, e);
      }
    }
  }

  /** A namespace without its configured restrictions is deleted again. */
  private Problem notGuarded(
      HasMetadata rail, String name, NamespaceCreation making, KubernetesClientException e) {
    String what =
        (ApiErrors.lacksRight(e)
                ? "You are not allowed to create the "
                : "The cluster does not allow the ")
            + rail.getKind()
            + " of namespace "
            + name
            + ", which was created just now: "
            + ApiErrors.reason(e);
    String remedy =
        ApiErrors.lacksRight(e)
            ? "Remove <guardRails> from the POM, or ask a cluster administrator for the permission"
                + " to create resourcequotas, limitranges and networkpolicies"
            : "Correct <guardRails> in the POM";
    try {
      making.delete(name);
    } catch (KubernetesClientException undeleted) {
      return new Problem(
          what + "\nYou are not allowed to delete it: it still exists, without its guard rails.",
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
          "Interrupted while creating the namespace.",
          "Run the command again if this was unintended.",
          e);
    }
  }

  private static Problem terminating(String name) {
    return new Problem(
        "The namespace " + name + " is being deleted.",
        "Wait until it is gone, or use another namespace: -Ddev.namespace=NAME");
  }
}
