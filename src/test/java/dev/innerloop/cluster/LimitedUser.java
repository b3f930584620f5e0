package dev.innerloop.cluster;

import io.fabric8.kubernetes.api.model.NamedContextBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A user who has exactly the permissions in a namespace that the test grants. */
final class LimitedUser {

  private final TestNamespace namespace;
  private final String name;
  private final List<PolicyRule> rules = new ArrayList<>();

  private LimitedUser(TestNamespace namespace, String name) {
    this.namespace = namespace;
    this.name = name;
  }

  static LimitedUser of(TestNamespace namespace, String name) {
    return new LimitedUser(namespace, name);
  }

  LimitedUser may(String resources, String... verbs) {
    rules.add(
        new PolicyRuleBuilder()
            .withApiGroups("*")
            .withResources(resources)
            .withVerbs(verbs)
            .build());
    return this;
  }

  Cluster connect() throws IOException {
    namespace
        .client
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(name).endMetadata().build())
        .inNamespace(namespace.name)
        .create();
    namespace
        .client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withRules(rules)
                .build())
        .inNamespace(namespace.name)
        .create();
    namespace
        .client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .addNewSubject(null, "ServiceAccount", name, namespace.name)
                .build())
        .inNamespace(namespace.name)
        .create();
    String token =
        namespace
            .client
            .serviceAccounts()
            .inNamespace(namespace.name)
            .withName(name)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(600L)
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    Path file = Files.createTempFile("limited", ".kubeconfig");
    try {
      return TestNamespace.connect(Files.writeString(file, kubeconfig(token))).orElseThrow();
    } finally {
      Files.delete(file);
    }
  }

  private String kubeconfig(String token) throws IOException {
    io.fabric8.kubernetes.api.model.Config config =
        Serialization.unmarshal(
            Files.readString(namespace.kubeconfig), io.fabric8.kubernetes.api.model.Config.class);
    return Serialization.asYaml(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Config",
            "clusters",
            config.getClusters(),
            "contexts",
            List.of(
                new NamedContextBuilder()
                    .withName("limited")
                    .withNewContext()
                    .withCluster(config.getClusters().get(0).getName())
                    .withUser(name)
                    .endContext()
                    .build()),
            "users",
            List.of(Map.of("name", name, "user", Map.of("token", token))),
            "current-context",
            "limited"));
  }
}
