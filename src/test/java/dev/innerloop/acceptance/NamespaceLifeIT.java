package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A namespace from its making to its end, as the POM and the command line have it. */
@OnCluster
class NamespaceLifeIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String RAILS = "dev-guard-rails";
  private static final String EXPIRES = "dev.innerloop/expires";

  @RegisterExtension final Bench bench = new Bench();

  private final ProjectCopy project = bench.copy(Example.HELLO);
  private final String name = bench.namespace().name();
  private final KubernetesClient client = bench.namespace().client();

  @AfterEach
  void deleteTheOthers() {
    client.namespaces().withName(name + "-old").delete();
    client.namespaces().withName(name + "-theirs").delete();
  }

  @Test
  void isMadeWithItsGuardRailsFoundAgainAndDeletedOnlyIfItIsOurs() {
    project.replace(
        "pom.xml",
        "<version>0.1.0-SNAPSHOT</version>",
        """
        <version>0.1.0-SNAPSHOT</version>
        <configuration>
          <ttl>8h</ttl>
          <guardRails>
            <quota><limits.memory>4Gi</limits.memory><pods>20</pods></quota>
            <requests><cpu>50m</cpu></requests>
            <most><memory>2Gi</memory></most>
            <isolated>true</isolated>
            <podSecurity>restricted</podSecurity>
          </guardRails>
        </configuration>\
        """);

    assertThat(run("dev:namespace").succeed(SOON).console())
        .contains("Created namespace " + name)
        .contains("Namespace " + name + " expires at ")
        .contains("Namespace " + name + " of context ");
    assertThat(labels())
        .containsKey("dev.innerloop/created-for")
        .containsEntry("app.kubernetes.io/managed-by", "dev-maven-plugin")
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    assertThat(client.resourceQuotas().inNamespace(name).withName(RAILS).get().getSpec().getHard())
        .isEqualTo(Map.of("limits.memory", new Quantity("4Gi"), "pods", new Quantity("20")));
    LimitRange limits = client.limitRanges().inNamespace(name).withName(RAILS).get();
    assertThat(limits.getSpec().getLimits())
        .singleElement()
        .satisfies(
            limit -> {
              assertThat(limit.getDefaultRequest()).containsEntry("cpu", new Quantity("50m"));
              assertThat(limit.getMax()).containsEntry("memory", new Quantity("2Gi"));
            });
    assertThat(client.network().networkPolicies().inNamespace(name).withName(RAILS).get().getSpec())
        .satisfies(policy -> assertThat(policy.getPolicyTypes()).containsExactly("Ingress"));
    Instant first = expiry();
    assertThat(first).isAfter(Instant.now().plus(Duration.ofHours(7)));

    other("old", Map.of("dev.innerloop/created-for", "anna"), Instant.now().minusSeconds(60));
    other("theirs", Map.of(), Instant.now().minusSeconds(60));
    assertThat(run("dev:namespace", "dev:delete", "-Ddev.expired").succeed(SOON).console())
        .contains("Namespace " + name + " of context ")
        .doesNotContain("Created namespace")
        .contains("Namespace " + name + "-old expired at ")
        .contains("Deleted namespace " + name + "-old.")
        .doesNotContain(name + "-theirs")
        .doesNotContain("Deleted namespace " + name + ".");
    assertThat(expiry()).as("a run is a sign of life").isAfter(first);
    assertThat(isThere(name + "-old")).isFalse();
    assertThat(isThere(name)).isTrue();

    assertThat(in(name + "-theirs", "dev:delete", "-Ddev.deleteNamespace").fail(SOON).console())
        .contains(
            "The namespace "
                + name
                + "-theirs and its contents were not deleted: it has no label"
                + " dev.innerloop/created-for, so dev-maven-plugin did not create it.");
    assertThat(isThere(name + "-theirs")).isTrue();

    assertThat(run("dev:delete", "-Ddev.deleteNamespace").succeed(SOON).console())
        .contains("Deleted namespace " + name + " with all that was in it.");
    assertThat(isThere(name)).isFalse();
  }

  private MavenRun run(String... words) {
    return in(name, words);
  }

  private MavenRun in(String namespace, String... words) {
    return bench.start(
        bench
            .maven(project, words)
            .environment("KUBECONFIG", Node.kubeconfig().toString())
            .set("dev.namespace", namespace));
  }

  private Map<String, String> labels() {
    return client.namespaces().withName(name).get().getMetadata().getLabels();
  }

  private Instant expiry() {
    return Instant.parse(
        client.namespaces().withName(name).get().getMetadata().getAnnotations().get(EXPIRES));
  }

  private boolean isThere(String namespace) {
    var found = client.namespaces().withName(namespace).get();
    return found != null && found.getMetadata().getDeletionTimestamp() == null;
  }

  private void other(String suffix, Map<String, String> labels, Instant expires) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name + "-" + suffix)
                .withLabels(labels)
                .addToAnnotations(EXPIRES, expires.toString())
                .endMetadata()
                .build())
        .create();
  }
}
