package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two developers of the same project at the same time, on one cluster, each of whom may work in a
 * namespace of their own and nowhere else. The project has two apps that call each other.
 */
@OnCluster(ours = true)
class DevelopersIT {

  private static final Duration DEPLOYED = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final String RBAC = "rbac.authorization.k8s.io";

  @RegisterExtension final Bench atAnnas = new Bench();
  @RegisterExtension final Bench atBerts = new Bench();

  @Test
  void seeTheirOwnSavesAndNobodyElses() throws IOException {
    Developer anna = new Developer("anna", atAnnas);
    Developer bert = new Developer("bert", atBerts);

    assertThat(anna.deployments())
        .as("in the order of the reactor")
        .containsExactly("stock", "front");
    for (Developer developer : List.of(anna, bert)) {
      assertThat(Http.get(developer.url("front") + "/neighbour")).isEqualTo("stock");
      developer.beginsToUseFrontInStock();
    }

    anna.renames("front", "front of anna");
    bert.renames("stock", "stock of bert");

    Http.awaitAnswer(anna.url("stock") + "/neighbour", "front of anna", SERVED);
    Http.awaitAnswer(bert.url("front") + "/neighbour", "stock of bert", SERVED);
    assertThat(Http.get(anna.url("front") + "/neighbour")).isEqualTo("stock");
    assertThat(Http.get(bert.url("stock") + "/neighbour")).isEqualTo("front");
    anna.mayNotSee(bert);
  }

  /** One of them at work. */
  private static final class Developer {

    private static final String STOCK = "stock/src/main/java/org/acme/stock/Stock.java";
    private static final String USE = "System.getenv(\"FRONT_URL\")";
    private static final String NO_USE = "System.getProperty(\"nowhere\")";

    private final Bench bench;
    private final ProjectCopy project;
    private final Path kubeconfig;
    private final MavenRun session;

    Developer(String name, Bench bench) {
      this.bench = bench;
      project = bench.copy(Path.of("src/it/neighbours"));
      project.replace(STOCK, USE, NO_USE);
      kubeconfig = Node.kubeconfigOf(name);
      Namespace namespace = bench.namespace().create(Map.of());
      namespace
          .client()
          .resource(
              new RoleBindingBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .withNamespace(namespace.name())
                  .endMetadata()
                  .withNewRoleRef(RBAC, "ClusterRole", "edit")
                  .addNewSubject(RBAC, "User", name, null)
                  .build())
          .create();
      String plugin = "dev.innerloop:dev-maven-plugin:" + System.getProperty("it.version");
      session =
          bench.start(
              bench
                  .onCluster(project, plugin + ":watch")
                  .environment("KUBECONFIG", kubeconfig.toString())
                  .set("dev.delivery", "direct")
                  .set("dev.baseImage", "localhost:5000/jre:17"));
    }

    /** Where one of the apps answers on the developer's machine. */
    String url(String app) {
      return session
          .events()
          .await(
              app + " is ready",
              DEPLOYED,
              event -> event.is("ready") && event.text("app").equals(app))
          .url();
    }

    /** The apps in the order in which they came to the cluster. */
    List<String> deployments() {
      url("front");
      url("stock");
      return session.events().all(event -> event.is("delivery-chosen")).stream()
          .map(event -> event.text("app"))
          .toList();
    }

    /** The app gets the address in its next JVM, and not in another pod. */
    void beginsToUseFrontInStock() {
      List<String> containers = bench.namespace().identities("stock");

      project.replace(STOCK, NO_USE, USE);

      Http.awaitAnswer(url("stock") + "/neighbour", "front", SERVED);
      assertThat(bench.namespace().identities("stock")).isEqualTo(containers);
      assertThat(bench.namespace().variables("front")).contains("STOCK_URL");
      assertThat(bench.namespace().variables("stock")).doesNotContain("FRONT_URL");
    }

    void renames(String app, String name) {
      String type = app.equals("front") ? "Front" : "Stock";
      project.replace(
          app + "/src/main/java/org/acme/" + app + "/" + type + ".java",
          "return \"" + app + "\";",
          "return \"" + name + "\";");
    }

    void mayNotSee(Developer other) {
      try (KubernetesClient client =
          new KubernetesClientBuilder()
              .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
              .build()) {
        assertThat(client.pods().inNamespace(bench.namespace().name()).list().getItems())
            .hasSize(2);
        assertThatThrownBy(() -> client.pods().inNamespace(other.bench.namespace().name()).list())
            .isInstanceOf(KubernetesClientException.class)
            .hasMessageContaining("is forbidden");
      }
    }
  }
}
