package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.access.Grant;
import dev.innerloop.cluster.access.RequiredPermissions;
import dev.innerloop.cluster.namespace.NamespaceSettings;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Permissions of real users on the real API server. */
@OnCluster(ours = true)
class AccessIT {

  private static final RequiredPermissions SESSION = RequiredPermissions.ofSessions();

  private static TestNamespace namespace;

  private Person person;

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
    person = Person.named(namespace, "anna@aurora.org");
  }

  @AfterEach
  void end() {
    person.close();
    namespace.client.rbac().roleBindings().inNamespace(namespace.name).delete();
    TestNamespace.await("the end of rights", () -> !lacks(person).isEmpty());
  }

  private static List<String> lacks(Person person) {
    try (Cluster cluster = person.connect()) {
      return cluster.access(namespace.name).missing(SESSION);
    }
  }

  private static void awaitAll(Person person) {
    TestNamespace.await("the rights of " + person.name(), () -> lacks(person).isEmpty());
  }

  @Test
  void aUserWithoutPermissionsGetsAllMissingOnesAtOnce() {
    try (Cluster cluster = person.connect()) {
      Problem problem =
          catchThrowableOfType(
              Problem.class,
              () ->
                  cluster
                      .access(namespace.name)
                      .require(
                          RequiredPermissions.forAll(
                              List.of(
                                  new IngressBuilder()
                                      .withNewMetadata()
                                      .withName("shop")
                                      .endMetadata()
                                      .build()))));

      assertThat(problem)
          .hasMessage(
              """
              Access denied in namespace %s. Nothing was built or deployed. Missing permissions:
                get, list, watch, create, patch, delete deployments.apps
                get, list, watch replicasets.apps
                get, list, create, patch, delete services
                get, list, create, patch, delete configmaps
                get, list, create, patch, delete secrets
                get, list, watch pods
                get pods/log
                get pods/portforward
                list events
                get, list, create, patch, delete ingresses.networking.k8s.io\
              """
                  .formatted(namespace.name));
      assertThat(problem.remedy()).contains("name: \"anna@aurora.org\"}");
    }
  }

  @Test
  void viewerLacksWhatChangesThings() {
    person.has("view", namespace.name);
    TestNamespace.await("view", () -> lacks(person).size() < 9);

    assertThat(lacks(person))
        .containsExactly(
            "create, patch, delete deployments.apps",
            "create, patch, delete services",
            "create, patch, delete configmaps",
            "get, list, create, patch, delete secrets",
            "get pods/portforward");
  }

  @Test
  void anEditorHasAllPermissionsOfASession() {
    person.has("edit", namespace.name);

    awaitAll(person);
  }

  /** The printed Role, applied by an administrator, is sufficient for a session. */
  @Test
  void thePrintedRoleIsSufficientForASession() throws Exception {
    try (Cluster cluster = person.connect()) {
      String role = cluster.access(namespace.name).role(SESSION);
      for (String document : role.split("(?m)^---$")) {
        namespace.client.resource((HasMetadata) Serialization.unmarshal(document)).create();
      }
      awaitAll(person);

      Workload app = cluster.workload(namespace.name, "least");
      app.apply(namespace.program("least", OptionalInt.of(1), "ready"), (resource, outcome) -> {});
      app.awaitRollout(Duration.ofSeconds(60), new TestNamespace.SilentRollout());
      assertThat(app.status()).isPresent();
      assertThat(app.sessionKey()).isEmpty();
      assertThat(app.presentReplicas(1)).hasSize(1);
      app.followLog(Optional.empty(), (pod, line) -> {}).close();
      assertThat(app.stopDevMode()).isEmpty();
      assertThat(app.delete(Duration.ofSeconds(60)).removed()).contains("Deployment least");
    }
  }

  @Test
  void grantsAndRevokesAccessOfOthers() {
    Person bob = Person.named(namespace, "bob");

    enter(namespace.cluster, Grant.parse("bob"), Grant.parse("group:team-a=view"));

    awaitAll(bob);
    assertThat(bindings())
        .containsExactlyInAnyOrder(
            "dev-access-edit edit [User bob]", "dev-access-view view [Group team-a]");

    enter(namespace.cluster, Grant.parse("carl"));

    TestNamespace.await("the end of bob's rights", () -> !lacks(bob).isEmpty());
    assertThat(bindings()).containsExactly("dev-access-edit edit [User carl]");
  }

  @Test
  void anEditorMayNotGrantAccess() {
    person.has("edit", namespace.name);
    awaitAll(person);
    try (Cluster cluster = person.connect()) {
      Problem problem =
          catchThrowableOfType(Problem.class, () -> enter(cluster, Grant.parse("bob")));

      assertThat(problem)
          .hasMessageStartingWith(
              "You are not allowed to grant others access to namespace "
                  + namespace.name
                  + ": rolebindings.rbac.authorization.k8s.io is forbidden: User"
                  + " \"anna@aurora.org\" cannot list resource \"rolebindings\"");
      assertThat(problem.remedy()).startsWith("Leave out dev.access, or ask an administrator");
    }
    assertThat(bindings()).as("nothing was given").noneMatch(it -> it.contains("bob"));
  }

  @Test
  void administratorOfTheNamespaceMayGrantAccess() {
    person.has("admin", namespace.name);
    awaitAll(person);
    try (Cluster cluster = person.connect()) {
      assertThatCode(() -> enter(cluster, Grant.parse("bob"))).doesNotThrowAnyException();

      assertThat(
              catchThrowableOfType(
                  Problem.class, () -> enter(cluster, Grant.parse("bob=cluster-admin"))))
          .hasMessageStartingWith(
              "You are not allowed to grant bob (cluster-admin) access to namespace "
                  + namespace.name
                  + ": ");
    }
    assertThat(bindings()).noneMatch(it -> it.contains("cluster-admin"));
  }

  private static void enter(Cluster cluster, Grant... grants) {
    cluster.enter(
        new NamespaceSettings(
            Optional.of(namespace.name),
            "shop",
            "anna",
            Tenancy.AUTO,
            Optional.empty(),
            List.of(grants)),
        new Heard());
  }

  private static List<String> bindings() {
    return namespace
        .client
        .rbac()
        .roleBindings()
        .inNamespace(namespace.name)
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getMetadata().getName().startsWith("dev-access"))
        .map(AccessIT::words)
        .toList();
  }

  private static String words(RoleBinding binding) {
    return binding.getMetadata().getName()
        + " "
        + binding.getRoleRef().getName()
        + " "
        + Stream.of(binding)
            .flatMap(it -> it.getSubjects().stream())
            .map(subject -> subject.getKind() + " " + subject.getName())
            .toList();
  }
}
