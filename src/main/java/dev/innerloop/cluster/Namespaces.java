package dev.innerloop.cluster;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.manifest.Labels;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses and creates the namespace of an app. */
final class Namespaces {

  private static final int LONGEST = 63;
  private static final Pattern USER = Pattern.compile("User \"([^\"]+)\"");

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final NamespaceListener listener;

  Namespaces(KubernetesClient client, ApiErrors errors, NamespaceListener listener) {
    this.client = client;
    this.errors = errors;
    this.listener = listener;
  }

  String choose(Optional<String> wanted, String project, String user) {
    return wanted
        .or(
            () ->
                Optional.ofNullable(client.getConfiguration().getNamespace())
                    .filter(n -> !n.isBlank() && !n.equals("default")))
        .orElseGet(() -> nameOf(user, project));
  }

  String enter(Optional<String> wanted, String project, String user) {
    String name = choose(wanted, project, user);
    if (!exists(name)) {
      create(name);
    }
    return name;
  }

  /** Without the domain of a mail address, and short enough. */
  static String nameOf(String user, String app) {
    String person = user.replaceFirst("@.*", "");
    String name = label(person) + "-" + app;
    if (name.length() > LONGEST) {
      String hash = Integer.toHexString(name.hashCode());
      name = name.substring(0, LONGEST - hash.length() - 1) + "-" + hash;
    }
    return label(name);
  }

  private static String label(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
  }

  /** Tenants may own namespaces that they may not even get: a refusal says nothing. */
  private boolean exists(String name) {
    Namespace namespace;
    try {
      namespace = client.namespaces().withName(name).get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return false;
      }
      throw errors.problem("look for namespace " + name, e);
    }
    if (namespace == null) {
      return false;
    }
    if (namespace.getMetadata().getDeletionTimestamp() != null) {
      throw new Problem(
          "The namespace " + name + " is being deleted.",
          "Wait until it is gone, or use another one: -Ddev.namespace=NAME");
    }
    return true;
  }

  private void create(String name) {
    Namespace namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels(Labels.MANAGED_BY, Labels.MANAGER)
            .endMetadata()
            .build();
    try {
      client.namespaces().resource(namespace).create();
      listener.created(name);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409 || (e.getCode() == 403 && mayDeployTo(name))) {
        return;
      }
      throw e.getCode() == 403 ? refused(name, e) : errors.problem("create namespace " + name, e);
    }
  }

  private boolean mayDeployTo(String namespace) {
    SelfSubjectAccessReview review =
        client
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(
                new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withNewResourceAttributes()
                    .withNamespace(namespace)
                    .withGroup("apps")
                    .withResource("deployments")
                    .withVerb("create")
                    .endResourceAttributes()
                    .endSpec()
                    .build());
    return review.getStatus() != null && Boolean.TRUE.equals(review.getStatus().getAllowed());
  }

  private static Problem refused(String name, KubernetesClientException e) {
    String reason = ApiErrors.reason(e);
    Matcher matcher = USER.matcher(reason);
    String user = matcher.find() ? matcher.group(1) : "USER";
    return new Problem(
        "You may not create the namespace " + name + ": " + reason,
        "Use a namespace that you have: -Ddev.namespace=NAME\n"
            + "or ask whoever runs the cluster for:\n"
            + "  kubectl create namespace "
            + name
            + "\n  kubectl create rolebinding dev --clusterrole=edit --user="
            + user
            + " --namespace="
            + name,
        e);
  }
}
