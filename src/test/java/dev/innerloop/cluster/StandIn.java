package dev.innerloop.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** What an operator, or OpenShift, adds to a cluster, as far as our users notice. */
final class StandIn implements AutoCloseable {

  private static final String RBAC = "rbac.authorization.k8s.io";

  private final KubernetesClient admin;
  private final Deque<Runnable> undo = new ArrayDeque<>();

  StandIn(TestNamespace namespace) {
    this.admin = namespace.client;
  }

  /** Its kinds, until closed. */
  StandIn define(String... files) {
    for (String file : files) {
      CustomResourceDefinition definition =
          (CustomResourceDefinition) admin.resource(yaml(file)).item();
      definition.getSpec().setConversion(null); // by webhooks that do not exist
      undo.push(() -> TestNamespace.awaitNoKind(admin, definition)); // once it is deleted
      keep(definition);
      TestNamespace.awaitKind(admin, definition);
    }
    return this;
  }

  private static String yaml(String file) {
    String real = System.getProperty("dev.it.crds", "");
    try {
      if (!real.isEmpty() && Files.exists(Path.of(real, file))) {
        return Files.readString(Path.of(real, file));
      }
      try (InputStream stream = StandIn.class.getResourceAsStream("tenancy/" + file)) {
        return new String(
            Objects.requireNonNull(stream).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A cluster-scoped object, until closed. */
  StandIn with(String yaml) {
    GenericKubernetesResource object =
        io.fabric8.kubernetes.client.utils.Serialization.unmarshal(
            yaml, GenericKubernetesResource.class);
    Object status = object.getAdditionalProperties().remove("status");
    keep(object);
    if (status != null) {
      GenericKubernetesResource live = admin.resource(object).get();
      live.getAdditionalProperties().put("status", status);
      admin.resource(live).updateStatus();
    }
    return this;
  }

  private void keep(HasMetadata object) {
    // One of the same name may still be terminating.
    TestNamespace.await(
        "place for " + object.getMetadata().getName(),
        () -> {
          try {
            admin.resource(object).create();
            return true;
          } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || isToStay(object)) {
              throw e;
            }
            return false;
          }
        });
    undo.push(() -> admin.resource(object).delete());
  }

  private boolean isToStay(HasMetadata object) {
    HasMetadata live = admin.resource(object).get();
    return live != null && !live.isMarkedForDeletion();
  }

  /**
   * A webhook's denial, reproduced by a policy of the API server for names with this prefix.
   *
   * @param validation a CEL expression of {@code object}
   * @param words a CEL expression of the message
   */
  StandIn refuse(
      String policy,
      String group,
      String resource,
      String prefix,
      String validation,
      String words) {
    with(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: %1$s}
        spec:
          failurePolicy: Fail
          matchConstraints:
            resourceRules:
            - {apiGroups: ["%2$s"], apiVersions: ["*"], operations: [CREATE], resources: [%3$s]}
          matchConditions:
          - {name: ours, expression: "object.metadata.name.startsWith('%4$s')"}
          validations:
          - reason: Forbidden
            expression: >-
              %5$s
            messageExpression: >-
              %6$s
        """
            .formatted(policy, group, resource, prefix, validation, words));
    return with(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: %1$s}
        spec: {policyName: %1$s, validationActions: [Deny]}
        """
            .formatted(policy));
  }

  /** Waits until the API server rejects a namespace of this name. */
  StandIn awaitRefusalOf(String name) {
    return awaitRefusalOf(
        new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build());
  }

  StandIn awaitRefusalOf(HasMetadata probe) {
    TestNamespace.await(
        "the policy",
        () -> {
          try {
            admin.resource(probe).dryRun().create();
            return false;
          } catch (KubernetesClientException e) {
            return e.getMessage().contains("denied request");
          }
        });
    return this;
  }

  /** Like the operators: the tenant's owner becomes administrator of its namespaces. */
  StandIn bindOwner(String label, String tenant, String owner) {
    Closeable watch =
        admin
            .namespaces()
            .withLabel(label, tenant)
            .watch(
                new On<>(
                    (action, namespace) -> {
                      if (action == Watcher.Action.ADDED
                          && namespace.getMetadata().getDeletionTimestamp() == null) {
                        bind(namespace.getMetadata().getName(), owner);
                      }
                    }));
    undo.push(() -> close(watch));
    return this;
  }

  /** Like OpenShift: a request creates a project, with the requester as administrator. */
  StandIn grantProjects(Person requester) {
    Closeable requests =
        admin
            .genericKubernetesResources("project.openshift.io/v1", "ProjectRequest")
            .watch(
                new On<>(
                    (action, request) -> {
                      if (action == Watcher.Action.ADDED) {
                        grant(request, requester);
                      }
                    }));
    Closeable projects =
        admin
            .genericKubernetesResources("project.openshift.io/v1", "Project")
            .watch(
                new On<>(
                    (action, project) -> {
                      if (action == Watcher.Action.DELETED) {
                        admin.namespaces().withName(project.getMetadata().getName()).delete();
                      }
                    }));
    undo.push(() -> close(requests));
    undo.push(() -> close(projects));
    return this;
  }

  private void grant(GenericKubernetesResource request, Person requester) {
    String name = request.getMetadata().getName();
    Map<String, String> annotations =
        Map.of(
            "openshift.io/requester",
            requester.name(),
            "openshift.io/description",
            String.valueOf(request.getAdditionalProperties().getOrDefault("description", "")));
    admin
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withAnnotations(annotations)
                .endMetadata()
                .build())
        .create();
    GenericKubernetesResource project = new GenericKubernetesResource();
    project.setApiVersion("project.openshift.io/v1");
    project.setKind("Project");
    project.setMetadata(
        new io.fabric8.kubernetes.api.model.ObjectMetaBuilder().withName(name).build());
    admin.resource(project).create();
    requester.mayWith("project.openshift.io", "projects", name, "get", "delete");
    bind(name, requester.name());
    admin.resource(request).delete();
  }

  private void bind(String namespace, String owner) {
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("admin")
                .withNamespace(namespace)
                .endMetadata()
                .withNewRoleRef(RBAC, "ClusterRole", "admin")
                .addNewSubject(RBAC, "User", owner, null)
                .build())
        .create();
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
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

  private record On<T>(BiConsumer<Watcher.Action, T> happened) implements Watcher<T> {

    @Override
    public void eventReceived(Action action, T resource) {
      happened.accept(action, resource);
    }

    @Override
    public void onClose(WatcherException cause) {
      throw new AssertionError(cause);
    }
  }
}
