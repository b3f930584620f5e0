package dev.innerloop.cluster.access;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.NamespaceClient;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Whether the user may create and delete namespaces. */
public final class NamespacePermissions {

  private static final String NAMESPACES = "namespaces";

  private final KubernetesClient client;
  private final ApiErrors errors;

  public NamespacePermissions(KubernetesClient client, ApiErrors errors) {
    this.client = client;
    this.errors = errors;
  }

  public boolean mayCreate() {
    return may("", Permission.to("", NAMESPACES, "create"));
  }

  /** By requesting a project from OpenShift. */
  public boolean mayRequest() {
    return may("", Permission.to("project.openshift.io", "projectrequests", "create"));
  }

  /** A Role in a namespace may permit operations on the namespace itself, too. */
  public boolean mayDelete(String namespace) {
    return may(namespace, Permission.to("", NAMESPACES, "delete"));
  }

  /** The same for an OpenShift project. */
  public boolean mayDeleteProject(String project) {
    return may(project, Permission.to("project.openshift.io", "projects", "delete"));
  }

  private boolean may(String namespace, Permission right) {
    return errors.during(
        "list your permissions",
        () ->
            new AccessReview(new NamespaceClient(client, errors, namespace))
                .isAllowed(right, right.verbs().get(0), namespace));
  }
}
