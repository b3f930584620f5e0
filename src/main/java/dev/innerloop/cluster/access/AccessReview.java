package dev.innerloop.cluster.access;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.cluster.api.ParallelRequests;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the API server for the user's permissions. One request lists nearly all of them; only those
 * that it does not confirm are checked one by one, since not every authorizer can list its rules.
 */
final class AccessReview {

  private final NamespaceClient api;

  /**
   * @param namespace empty for cluster-scoped resources
   */
  AccessReview(NamespaceClient api) {
    this.api = api;
  }

  /** The permissions among these that the user lacks. */
  List<Permission> missing(Supplier<List<Permission>> needed) {
    return api.errors()
        .during("list your permissions in namespace " + api.namespace(), () -> ask(needed));
  }

  private List<Permission> ask(Supplier<List<Permission>> needed) {
    List<ResourceRule> rules = rules();
    List<Permission> wanted = needed.get();
    List<Question> questions = new ArrayList<>();
    try (ParallelRequests parallel = new ParallelRequests()) {
      for (Permission right : wanted) {
        for (String verb : right.verbs()) {
          if (rules.stream().noneMatch(rule -> allows(rule, right, verb))) {
            questions.add(
                new Question(right, verb, parallel.start(() -> isAllowed(right, verb, ""))));
          }
        }
      }
      List<Question> denied = questions.stream().filter(it -> !it.answer().get()).toList();
      return wanted.stream()
          .map(
              right ->
                  right.only(
                      denied.stream()
                          .filter(it -> it.right().equals(right))
                          .map(Question::verb)
                          .toList()))
          .filter(right -> !right.verbs().isEmpty())
          .toList();
    }
  }

  private record Question(Permission right, String verb, Supplier<Boolean> answer) {}

  private List<ResourceRule> rules() {
    SelfSubjectRulesReview review =
        api.client()
            .authorization()
            .v1()
            .selfSubjectRulesReview()
            .create(
                new SelfSubjectRulesReviewBuilder()
                    .withNewSpec()
                    .withNamespace(api.namespace())
                    .endSpec()
                    .build());
    return review.getStatus() == null
        ? List.of()
        : Optional.ofNullable(review.getStatus().getResourceRules()).orElse(List.of());
  }

  static boolean allows(ResourceRule rule, Permission right, String verb) {
    String resource = right.resource();
    int slash = resource.indexOf('/');
    return (rule.getResourceNames() == null || rule.getResourceNames().isEmpty())
        && has(rule.getVerbs(), verb)
        && has(rule.getApiGroups(), right.group())
        && (has(rule.getResources(), resource)
            || (slash > 0 && rule.getResources().contains("*" + resource.substring(slash))));
  }

  private static boolean has(List<String> allowed, String wanted) {
    return allowed.contains(wanted) || allowed.contains("*");
  }

  /**
   * @param name of one object; empty for all
   */
  boolean isAllowed(Permission right, String verb, String name) {
    String[] parts = right.resource().split("/", 2);
    SelfSubjectAccessReview review =
        api.client()
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(
                new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withNewResourceAttributes()
                    .withNamespace(api.namespace().isEmpty() ? null : api.namespace())
                    .withName(name.isEmpty() ? null : name)
                    .withGroup(right.group())
                    .withResource(parts[0])
                    .withSubresource(parts.length > 1 ? parts[1] : null)
                    .withVerb(verb)
                    .endResourceAttributes()
                    .endSpec()
                    .build());
    return review.getStatus() != null && Boolean.TRUE.equals(review.getStatus().getAllowed());
  }
}
