package dev.innerloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.namespace.NamespaceSettings;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.NamedContextBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnCluster(ours = true)
class NamespaceIT {

  private static TestNamespace namespace;

  @TempDir private Path folder;

  @BeforeAll
  static void create() {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void delete() {
    namespace.close();
  }

  @Test
  void createsAMissingNamespaceOnce() {
    String name = namespace.name + "-new";
    Heard heard = new Heard();
    try {
      for (int i = 0; i < 2; i++) {
        assertThat(namespace.cluster.enter(NamespaceSettings.named(name, "anna"), heard))
            .isEqualTo(name);
      }
      assertThat(heard.created).containsExactly(name);
      assertThat(namespace.client.namespaces().withName(name).get().getMetadata().getLabels())
          .containsEntry("app.kubernetes.io/managed-by", "dev-maven-plugin");
    } finally {
      namespace.client.namespaces().withName(name).delete();
    }
    assertThatThrownBy(() -> namespace.cluster.enter(NamespaceSettings.named(name, "anna"), heard))
        .isInstanceOf(Problem.class)
        .hasMessage("The namespace " + name + " is being deleted.");
  }

  @Test
  void printsTheRoleThatAnUnprivilegedUserNeeds() throws Exception {
    try (Cluster cluster = TestNamespace.connect(unprivileged()).orElseThrow()) {
      String user = "system:serviceaccount:" + namespace.name + ":default";
      assertThatThrownBy(
              () -> cluster.enter(NamespaceSettings.named("of-others", "anna"), new Heard()))
          .isInstanceOfSatisfying(
              Problem.class,
              problem ->
                  assertThat(problem.remedy())
                      .endsWith(
                          "  kubectl create namespace of-others\n"
                              + "  kubectl create rolebinding dev --clusterrole=edit --user="
                              + user
                              + " --namespace=of-others"))
          .hasMessage(
              "You are not allowed to create the namespace of-others: namespaces is forbidden: User"
                  + " \""
                  + user
                  + "\" cannot create resource \"namespaces\" in API group \"\" at the cluster"
                  + " scope");
      assertThatThrownBy(
              () ->
                  cluster
                      .workload(namespace.name, "shop")
                      .apply(
                          namespace.resources(
                              "shop", TestNamespace.IMAGE, java.util.OptionalInt.empty()),
                          (resource, outcome) -> {}))
          .isInstanceOf(Problem.class)
          .hasMessageStartingWith(
              "The API server refused to apply Deployment shop (403 Forbidden): deployments.apps"
                  + " \"shop\" is forbidden: User \""
                  + user
                  + "\" cannot");
      assertThatThrownBy(
              () ->
                  cluster
                      .workload(namespace.name, "shop")
                      .replicas(1)
                      .watch(
                          new dev.innerloop.replica.ReplicaSource.Listener() {
                            @Override
                            public void appeared(dev.innerloop.replica.Replica replica) {}

                            @Override
                            public void disappeared(dev.innerloop.replica.Replica replica) {}
                          }))
          .isInstanceOf(Problem.class)
          .hasMessageStartingWith(
              "The API server refused to watch the pods of shop (403 Forbidden): ");
    }
  }

  @Test
  void reportsRejectedCredentials() throws Exception {
    Path file = kubeconfig("wrong");

    assertThatThrownBy(() -> TestNamespace.connect(file))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("The API server ")
        .hasMessageEndingWith(
            " rejected the credentials of user someone of context limited (401 Unauthorized).");
  }

  @Test
  void readsTheRegistryThatTheClusterAnnounces() {
    assertThat(namespace.cluster.localRegistry())
        .contains(new LocalRegistry("localhost:5000", "localhost:5000"));
    assertThat(namespace.cluster.isOpenShift()).isFalse();
  }

  private Path unprivileged() throws Exception {
    TokenRequest token =
        namespace
            .client
            .serviceAccounts()
            .inNamespace(namespace.name)
            .withName("default")
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(600L)
                    .endSpec()
                    .build());
    return kubeconfig(token.getStatus().getToken());
  }

  private Path kubeconfig(String token) throws Exception {
    io.fabric8.kubernetes.api.model.Config config =
        Serialization.unmarshal(
            Files.readString(namespace.kubeconfig), io.fabric8.kubernetes.api.model.Config.class);
    io.fabric8.kubernetes.api.model.NamedContext context =
        new NamedContextBuilder()
            .withName("limited")
            .withNewContext()
            .withCluster(config.getClusters().get(0).getName())
            .withUser("someone")
            .endContext()
            .build();
    Map<String, Object> limited =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Config",
            "clusters",
            config.getClusters(),
            "contexts",
            List.of(context),
            "users",
            List.of(Map.of("name", "someone", "user", Map.of("token", token))),
            "current-context",
            "limited");
    return Files.writeString(folder.resolve("kubeconfig"), Serialization.asYaml(limited));
  }
}
