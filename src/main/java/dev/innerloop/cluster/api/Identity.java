package dev.innerloop.cluster.api;

import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whom the API server takes us for. */
public record Identity(String user, Set<String> groups) {

  public Identity {
    groups = Set.copyOf(groups);
  }

  /**
   * Asks the API server.
   *
   * @return empty where it does not tell, as those before Kubernetes 1.28 do not
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
      throw errors.problem("say who you are", e);
    }
    return Optional.of(
        new Identity(
            user.getUsername(),
            Set.copyOf(Optional.ofNullable(user.getGroups()).orElse(List.of()))));
  }

  /** Whether a program, or the cluster's own administrator, and no person. */
  public boolean isSystem() {
    return user.startsWith("system:");
  }
}
