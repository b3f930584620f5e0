package dev.innerloop.cluster.access;

import dev.innerloop.cluster.api.ApiErrors;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Whether the user may make namespaces, and remove them. */
public final class NamespaceRights {

  private static final String NAMESPACES = "namespaces";

  private final KubernetesClient client;
  private final ApiErrors errors;

  public NamespaceRights(KubernetesClient client, ApiErrors errors) {
    this.client = client;
    this.errors = errors;
  }

  public boolean mayCreate() {
    return may("", Right.to("", NAMESPACES, "create"));
  }

  /** By asking OpenShift for a project. */
  public boolean mayRequest() {
    return may("", Right.to("project.openshift.io", "projectrequests", "create"));
  }

  /** Rights in a namespace may be rights to it, too. */
  public boolean mayDelete(String namespace) {
    return may(namespace, Right.to("", NAMESPACES, "delete"));
  }

  /** The same for a project of OpenShift. */
  public boolean mayDeleteProject(String project) {
    return may(project, Right.to("project.openshift.io", "projects", "delete"));
  }

  private boolean may(String namespace, Right right) {
    return errors.during(
        "say what you may do",
        () ->
            new AccessReview(client, errors, namespace)
                .isAllowed(right, right.verbs().get(0), namespace));
  }
}
