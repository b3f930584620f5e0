package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.namespace.NamespaceDeletion;
import dev.innerloop.cluster.namespace.NamespaceSettings;
import dev.innerloop.cluster.namespace.NamespaceState;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Namespaces in all tenancies. The API server, its policies and the users' permissions are real;
 * operators and OpenShift are simulated.
 */
@OnCluster(ours = true)
@Tag("exclusive") // what it defines or requests is cluster-scoped
class TenancyIT {

  private static final Set<String> NONE = Set.of();
  private static final Duration DAY = Duration.ofDays(1);

  private static TestNamespace namespace;

  private final List<String> made = new ArrayList<>();
  private final Heard heard = new Heard();
  private StandIn standIn;
  private Person anna;

  @BeforeAll
  static void create() {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void delete() {
    namespace.close();
  }

  @BeforeEach
  void begin() {
    standIn = new StandIn(namespace);
    anna = Person.named(namespace, "anna@aurora.org", "aurora");
  }

  @AfterEach
  void end() {
    anna.close();
    standIn.close();
    made.forEach(name -> namespace.client.namespaces().withName(name).delete());
  }

  /** Every name of a test begins with its own namespace's. */
  private String name(String suffix) {
    String name = namespace.name + "-" + suffix;
    made.add(name);
    return name;
  }

  private static NamespaceSettings named(String name, String... tenant) {
    return new NamespaceSettings(
        Optional.of(name),
        "shop",
        "anna",
        Tenancy.AUTO,
        List.of(tenant).stream().findFirst(),
        List.of());
  }

  private static NamespaceSettings unnamed() {
    return new NamespaceSettings(
        Optional.empty(), "shop", "anna@aurora.org", Tenancy.AUTO, Optional.empty(), List.of());
  }

  private static Namespace live(String name) {
    return namespace.client.namespaces().withName(name).get();
  }

  private Problem refused(Person person, NamespaceSettings settings) {
    try (Cluster cluster = person.connect()) {
      return catchThrowableOfType(Problem.class, () -> cluster.enter(settings, heard));
    }
  }

  @Test
  void theOwnerOfAnMtoTenantCreatesANamespaceWithoutReadPermission() {
    String name = name("mto-shop");
    mto();
    anna.mayEverywhere("", "namespaces", "create")
        .mayEverywhere("tenantoperator.stakater.com", "tenants", "get", "list");

    try (Cluster cluster = anna.connect()) {
      assertThat(cluster.enter(named(name), heard)).isEqualTo(name);
      assertThat(heard.created).containsExactly(name);
      assertThat(live(name).getMetadata().getLabels())
          .containsEntry("stakater.com/tenant", tenant())
          .containsEntry("dev.innerloop/created-for", "anna");

      assertThat(cluster.enter(named(name), heard)).isEqualTo(name);
      assertThat(heard.created).as("the second time it is there").containsExactly(name);

      Problem kept =
          catchThrowableOfType(
              Problem.class, () -> cluster.removal(name, Tenancy.AUTO).requireRemovable(NONE));
      assertThat(kept)
          .hasMessage(
              "You are not allowed to delete the namespace "
                  + name
                  + ", which dev-maven-plugin created. Nothing in it was deleted either.");
      assertThat(kept.remedy())
          .startsWith(
              "An administrator of the tenant can delete it: kubectl delete"
                  + " namespace "
                  + name);
    }
    assertThat(live(name).getMetadata().getDeletionTimestamp()).isNull();
  }

  /** The namespace may not be read: a marker in it proves that we created it, and its expiry. */
  @Test
  void renewsAndDeletesAnUnreadableNamespaceByItsMarker() throws Exception {
    String name = name("blind");
    anna.mayEverywhere("", "namespaces", "create", "delete")
        .mayEverywhere("", "configmaps", "create", "get", "patch")
        .mayEverywhere("apps", "deployments", "list")
        .mayEverywhere("apps", "statefulsets", "list")
        .mayEverywhere("batch", "cronjobs", "list");
    NamespaceSettings aDay = named(name).expiring(DAY);

    try (Cluster cluster = anna.connect()) {
      assertThat(cluster.enter(aDay, heard)).isEqualTo(name);
      assertThat(cluster.namespaceState(name)).isEqualTo(NamespaceState.UNREADABLE);
      Instant first = markedExpiry(name);
      TestNamespace.await(
          "the next second", () -> Instant.now().isAfter(first.minus(DAY).plusSeconds(1)));
      assertThat(cluster.enter(named(name), heard)).isEqualTo(name);
      assertThat(markedExpiry(name)).isAfter(first);

      NamespaceDeletion removal = cluster.removal(name, Tenancy.AUTO);
      assertThat(removal.requireRemovable(NONE)).isTrue();
      removal.delete(Duration.ofSeconds(60));
      Namespace left = live(name);
      assertThat(left == null || left.getMetadata().getDeletionTimestamp() != null).isTrue();
    }
  }

  private static Instant markedExpiry(String name) {
    return Instant.parse(
        namespace
            .client
            .configMaps()
            .inNamespace(name)
            .withName("dev-namespace")
            .get()
            .getMetadata()
            .getAnnotations()
            .get("dev.innerloop/expires"));
  }

  /** On a shared cluster: not by the user name of this machine. */
  @Test
  void derivedNamesUseTheClustersUserName() {
    String derived = "anna-" + namespace.name;
    made.add(derived);
    NamespaceSettings onThisMachine =
        new NamespaceSettings(
            Optional.empty(), namespace.name, "root", Tenancy.AUTO, Optional.empty(), List.of());
    anna.mayEverywhere("", "namespaces", "create", "get").mayEverywhere("", "configmaps", "create");

    try (Cluster shared = anna.connectAsToSharedCluster();
        Cluster local = anna.connect()) {
      assertThat(local.namespaceName(onThisMachine)).isEqualTo("root-" + namespace.name);
      assertThat(shared.namespaceName(onThisMachine)).isEqualTo(derived);
      assertThat(shared.enter(onThisMachine, heard)).isEqualTo(derived);
      assertThat(live(derived).getMetadata().getLabels())
          .containsEntry("dev.innerloop/created-for", "anna");
    }
    try (Person program = Person.named(namespace, "system:serviceaccount:ci:maven");
        Cluster shared = program.connectAsToSharedCluster()) {
      assertThat(shared.namespaceName(onThisMachine))
          .as("a program is no person")
          .isEqualTo("root-" + namespace.name);
    }
  }

  @Test
  void aUserWhoMayNotReadTenantsMustNameOne() {
    String name = name("mto-hidden");
    mto();
    anna.mayEverywhere("", "namespaces", "create");

    Problem problem = refused(anna, named(name));

    assertThat(problem)
        .hasMessage(
            "The cluster does not allow the namespace "
                + name
                + ": Cannot CREATE namespace "
                + name
                + " without label stakater.com/tenant. User: anna@aurora.org");
    assertThat(problem.remedy())
        .startsWith("Set the tenant that it should belong to: -Ddev.tenant=");
    assertThat(live(name)).isNull();

    try (Cluster cluster = anna.connect()) {
      assertThat(cluster.enter(named(name, tenant()), heard)).isEqualTo(name);
    }
  }

  @Test
  void sandboxOfAMtoTenantIsTheNamespaceOfItsUser() {
    mto();
    try (Person john =
            Person.named(namespace, "john@aurora.org")
                .mayEverywhere("tenantoperator.stakater.com", "tenants", "get", "list");
        Cluster cluster = john.connect()) {
      assertThat(cluster.namespaceName(unnamed())).isEqualTo(tenant() + "-john-aurora-sandbox");
    }
  }

  private static String tenant() {
    return namespace.name + "-bluesky";
  }

  private void mto() {
    standIn
        .define("mto.yaml")
        .with(
            """
            apiVersion: tenantoperator.stakater.com/v1beta3
            kind: Tenant
            metadata: {name: %1$s}
            spec:
              quota: small
              accessControl: {owners: {users: [anna@aurora.org]}}
              namespaces: {sandboxes: {enabled: true}}
            status:
              deployedSandboxes: {john@aurora.org: %1$s-john-aurora-sandbox}
            """
                .formatted(tenant()))
        .refuse(
            namespace.name + "-mto",
            "",
            "namespaces",
            namespace.name + "-mto",
            "has(object.metadata.labels) && 'stakater.com/tenant' in object.metadata.labels",
            "'Cannot CREATE namespace ' + object.metadata.name"
                + " + ' without label stakater.com/tenant. User: ' + request.userInfo.username")
        .awaitRefusalOf(namespace.name + "-mto-probe")
        .bindOwner("stakater.com/tenant", tenant(), anna.name());
  }

  @Test
  void aCapsuleTenantPrefixesItsNamespaces() {
    String tenant = namespace.name + "-capsule-solar";
    standIn
        .define("capsule.yaml")
        .with(capsuleTenant(tenant, "kind: Group, name: aurora"))
        .refuse(
            tenant,
            "",
            "namespaces",
            namespace.name + "-capsule",
            "object.metadata.name.startsWith('" + tenant + "-')",
            "'The namespace doesn\\'t match the tenant prefix, expected prefix \""
                + tenant
                + "-\"'")
        .awaitRefusalOf(namespace.name + "-capsule-probe")
        .bindOwner("capsule.clastix.io/tenant", tenant, anna.name());
    anna.mayEverywhere("", "namespaces", "create")
        .mayEverywhere("capsule.clastix.io", "tenants", "list");

    String wrong = name("capsule-web");
    Problem problem = refused(anna, named(wrong));
    assertThat(problem)
        .hasMessage(
            "The cluster does not allow the namespace "
                + wrong
                + ": The namespace doesn't match the tenant prefix, expected prefix \""
                + tenant
                + "-\"");
    assertThat(problem.remedy())
        .isEqualTo("Use a name with this prefix: -Ddev.namespace=" + tenant + "-" + wrong);
    assertThat(live(wrong)).isNull();

    String derived = tenant + "-anna-shop";
    made.add(derived);
    try (Cluster cluster = anna.connect()) {
      assertThat(cluster.enter(unnamed(), heard)).isEqualTo(derived);
    }
    assertThat(live(derived).getMetadata().getLabels())
        .containsEntry("capsule.clastix.io/tenant", tenant);
  }

  @Test
  void theOwnerOfSeveralTenantsMustChoose() {
    String name = name("several");
    String first = namespace.name + "-gas";
    String second = namespace.name + "-oil";
    standIn
        .define("capsule.yaml")
        .with(capsuleTenant(first, "kind: User, name: anna@aurora.org"))
        .with(capsuleTenant(second, "kind: Group, name: aurora"))
        .with(capsuleTenant(namespace.name + "-wind", "kind: User, name: bill"));
    anna.mayEverywhere("", "namespaces", "create")
        .mayEverywhere("capsule.clastix.io", "tenants", "list");

    Problem problem = refused(anna, named(name));

    assertThat(problem)
        .hasMessage("You belong to several tenants of Capsule: " + first + ", " + second + ".");
    assertThat(problem.remedy()).startsWith("Set the one to work in: -Ddev.tenant=");
    assertThat(live(name)).isNull();
  }

  private static String capsuleTenant(String name, String owner) {
    return """
    apiVersion: capsule.clastix.io/v1beta2
    kind: Tenant
    metadata: {name: %s}
    spec:
      forceTenantPrefix: true
      owners: [{%s}]
    """
        .formatted(name, owner);
  }

  @Test
  void aProjectIsRequestedAndDeletedByItsRequester() throws Exception {
    String name = name("project");
    String tooMany = name("too-many");
    standIn
        .define("projectrequests.yaml", "projects.yaml")
        .grantProjects(anna)
        .refuse(
            namespace.name + "-projects",
            "project.openshift.io",
            "projectrequests",
            tooMany,
            "false",
            "'user ' + request.userInfo.username + ' cannot create more than 1 project(s).'");
    anna.mayEverywhere("project.openshift.io", "projectrequests", "create");

    try (Cluster cluster = anna.connect()) {
      assertThat(cluster.enter(named(name), heard)).isEqualTo(name);
      assertThat(heard.created).containsExactly(name);
      assertThat(live(name).getMetadata().getAnnotations())
          .containsEntry("openshift.io/description", "Created by dev-maven-plugin for anna");

      Problem problem =
          catchThrowableOfType(Problem.class, () -> cluster.enter(named(tooMany), heard));
      assertThat(problem)
          .hasMessage(
              "The cluster does not allow the namespace "
                  + tooMany
                  + ": user anna@aurora.org cannot create more than 1 project(s).");
      assertThat(problem.remedy()).contains("kubectl delete namespace NAME");
      assertThat(live(tooMany)).isNull();

      NamespaceDeletion removal = cluster.removal(name, Tenancy.AUTO);
      assertThat(removal.requireRemovable(NONE)).isTrue();
      assertThat(removal.delete(Duration.ofSeconds(60)))
          .as("its administrator sees it no longer than it has the binding")
          .isFalse();
      Namespace left = live(name);
      assertThat(left == null || left.getMetadata().getDeletionTimestamp() != null).isTrue();
    }
  }

  @Test
  void aNamespaceWithoutPermissionsForItsCreatorIsDeletedAgain() {
    String name = name("useless");
    anna.mayEverywhere("", "namespaces", "create", "delete");

    Problem problem = refused(anna, named(name));

    assertThat(problem)
        .hasMessage(
            "You are allowed to create namespaces, but have no permissions in "
                + name
                + ", which was just created. It has been deleted again.");
    assertThat(problem.remedy())
        .endsWith(
            "  kubectl create namespace "
                + name
                + "\n  kubectl create rolebinding dev --clusterrole=edit --user=anna@aurora.org"
                + " --namespace="
                + name);
    assertThat(heard.words)
        .containsExactly(
            "Created namespace " + name + "; waiting up to 3 s for permissions in it.");
    assertThat(heard.created).isEmpty();
    Namespace left = live(name);
    assertThat(left == null || left.getMetadata().getDeletionTimestamp() != null).isTrue();
  }

  @Test
  void anExistingNamespaceOfAnotherUserIsNotUsed() {
    anna.mayEverywhere("", "namespaces", "create");

    Problem problem = refused(anna, named(namespace.name));

    assertThat(problem)
        .hasMessage(
            "The namespace " + namespace.name + " already exists, and you have no access to it.");
    assertThat(problem.remedy()).startsWith("Use another namespace: -Ddev.namespace=NAME");
  }

  @Test
  void aUserWithoutPermissionsGetsTheCommandsToAskFor() {
    String name = name("nobody");

    Problem problem = refused(anna, named(name));

    assertThat(problem)
        .hasMessageStartingWith(
            "You are not allowed to create the namespace " + name + ": namespaces is forb");
    assertThat(problem.remedy()).contains("kubectl create namespace " + name);
    assertThat(live(name)).isNull();
  }

  @Test
  void anEditorUsesAnExistingNamespace() {
    String name = name("shared");
    namespace
        .client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    anna.has("edit", name);

    try (Cluster cluster = anna.connect()) {
      assertThat(cluster.enter(named(name), heard)).isEqualTo(name);
      assertThat(heard.created).isEmpty();
      assertThat(
              catchThrowableOfType(
                  Problem.class, () -> cluster.removal(name, Tenancy.AUTO).requireRemovable(NONE)))
          .hasMessage(
              "The namespace "
                  + name
                  + " and its contents were not deleted: it has no label dev.innerloop/created-for,"
                  + " so dev-maven-plugin did not create it.");
    }
    assertThat(live(name).getMetadata().getDeletionTimestamp()).isNull();
  }

  @Test
  void aNamespaceWithAnotherAppIsKept() throws Exception {
    String name = name("two");
    namespace.cluster.enter(named(name), heard);
    namespace
        .cluster
        .workload(name, "other")
        .apply(
            namespace.resources("other", TestNamespace.IMAGE, OptionalInt.of(0)),
            (resource, outcome) -> {});

    assertThat(
            catchThrowableOfType(
                Problem.class,
                () ->
                    namespace.cluster.removal(name, Tenancy.AUTO).requireRemovable(Set.of("shop"))))
        .hasMessage(
            "The namespace "
                + name
                + " and its contents were not deleted: it also contains Deployment other.");

    NamespaceDeletion removal = namespace.cluster.removal(name, Tenancy.AUTO);
    assertThat(removal.requireRemovable(Set.of("shop", "other"))).isTrue();
    assertThat(removal.delete(Duration.ofSeconds(60))).isTrue();
    assertThat(live(name)).isNull();
    assertThat(removal.requireRemovable(NONE)).as("nothing there is fine").isFalse();
  }
}
