package dev.innerloop.cluster.api;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The user that the API server has authenticated. */
public record Identity(String user, Set<String> groups) {

  public Identity {
    groups = Set.copyOf(groups);
  }

  /**
   * Asks the API server.
   *
   * @return empty if it does not report the user, as before Kubernetes 1.28
   */
  public static Optional<Identity> ask(KubernetesClient client, ApiErrors errors) {
    UserInfo user;
    try {
      user =
          client
              .authentication()
              .v1()
              .selfSubjectReviews()
              .create(new SelfSubjectReview())
              .getStatus()
              .getUserInfo();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403 || e.getCode() == 404) {
        return Optional.empty();
      }
      throw errors.problem("report your user name", e);
    }
    return Optional.of(
        new Identity(
            user.getUsername(),
            Set.copyOf(Optional.ofNullable(user.getGroups()).orElse(List.of()))));
  }

  /**
   * Whether it is a ServiceAccount, a system user or the cluster's built-in administrator, rather
   * than a person.
   */
  public boolean isSystem() {
    return user.startsWith("system:");
  }
}
