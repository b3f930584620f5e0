package dev.innerloop.cluster;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.tenancy.ApiGroups;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A user with a name, groups, and only the permissions that a test grants: the administrator
 * impersonates the user, and the API server decides by the user's permissions.
 */
public final class Person implements AutoCloseable {

  private static final String RBAC = "rbac.authorization.k8s.io";

  private final KubernetesClient admin;
  private final Path adminKubeconfig;
  private final String name;
  private final List<String> groups;
  private final Deque<Runnable> undo = new ArrayDeque<>();

  private Person(TestNamespace namespace, String name, String... groups) {
    this.admin = namespace.client;
    this.adminKubeconfig = namespace.kubeconfig;
    this.name = name;
    this.groups = List.of(groups);
  }

  public static Person named(TestNamespace namespace, String name, String... groups) {
    return new Person(namespace, name, groups);
  }

  public String name() {
    return name;
  }

  /** Grants permissions in the whole cluster, until closed. */
  public Person mayEverywhere(String group, String resource, String... verbs) {
    return mayEverywhere(rule(group, resource, verbs).build());
  }

  /** The same for one object only. */
  public Person mayWith(String group, String resource, String object, String... verbs) {
    return mayEverywhere(rule(group, resource, verbs).withResourceNames(object).build());
  }

  private static PolicyRuleBuilder rule(String group, String resource, String... verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resource)
        .withVerbs(Arrays.asList(verbs));
  }

  private Person mayEverywhere(PolicyRule rule) {
    String role = "it-" + java.util.UUID.randomUUID().toString().substring(0, 8);
    keep(
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(role)
            .endMetadata()
            .withRules(rule)
            .build());
    keep(
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(role)
            .endMetadata()
            .withNewRoleRef(RBAC, "ClusterRole", role)
            .addNewSubject(RBAC, "User", name, null)
            .build());
    awaitTrueOf(rule);
    return this;
  }

  /** The API server applies bindings a moment later. */
  private void awaitTrueOf(PolicyRule rule) {
    TestNamespace.await(
        "the rights of " + name,
        () ->
            Boolean.TRUE.equals(
                admin
                    .authorization()
                    .v1()
                    .subjectAccessReview()
                    .create(
                        new SubjectAccessReviewBuilder()
                            .withNewSpec()
                            .withUser(name)
                            .withNewResourceAttributes()
                            .withGroup(rule.getApiGroups().get(0))
                            .withResource(rule.getResources().get(0))
                            .withVerb(rule.getVerbs().get(0))
                            .withName(
                                rule.getResourceNames().isEmpty()
                                    ? null
                                    : rule.getResourceNames().get(0))
                            .endResourceAttributes()
                            .endSpec()
                            .build())
                    .getStatus()
                    .getAllowed()));
  }

  private void keep(io.fabric8.kubernetes.api.model.HasMetadata object) {
    admin.resource(object).create();
    undo.push(() -> admin.resource(object).delete());
  }

  /** Grants a ClusterRole in a namespace. */
  public Person has(String clusterRole, String namespace) {
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(
                    clusterRole + "-" + java.util.UUID.randomUUID().toString().substring(0, 8))
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef(RBAC, "ClusterRole", clusterRole)
                .addNewSubject(RBAC, "User", name, null)
                .build())
        .create();
    return this;
  }

  /** Written to a kubeconfig of the user's. */
  public String kubeconfig() {
    try {
      io.fabric8.kubernetes.api.model.Config config =
          Serialization.unmarshal(
              Files.readString(adminKubeconfig), io.fabric8.kubernetes.api.model.Config.class);
      AuthInfo user = config.getUsers().get(0).getUser();
      user.setAs(name);
      List<String> all = new ArrayList<>(groups);
      all.add("system:authenticated");
      user.setAsGroups(all);
      return Serialization.asYaml(config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As if the cluster were not on this machine. */
  Cluster connectAsToSharedCluster() {
    io.fabric8.kubernetes.client.Config config =
        io.fabric8.kubernetes.client.Config.fromKubeconfig(adminKubeconfig.toFile());
    config.setImpersonateUsername(name);
    config.setImpersonateGroups("system:authenticated");
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    return new Cluster(
        client,
        new ApiErrors("aurora", name, "https://api.aurora.org:6443"),
        "aurora",
        "aurora",
        "https://api.aurora.org:6443",
        false,
        new Clusters.Discovery(ApiGroups.of(client.getApiGroups())));
  }

  public Cluster connect() {
    try {
      Path file = Files.createTempFile("person", ".kubeconfig");
      try {
        return TestNamespace.connect(Files.writeString(file, kubeconfig())).orElseThrow();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }
}
