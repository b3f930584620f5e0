package dev.innerloop.cluster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.cluster.discovery.ServerVersion;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRuleBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTest {

  private static final Permission FORWARD = Permission.to("", "pods/portforward", "get", "create");

  @Test
  void fromKubernetes135OnAPortForwardNeedsTheRightToCreate() {
    assertThat(RequiredPermissions.ofSessions().neededBy(kubernetes(35))).contains(FORWARD);
    assertThat(RequiredPermissions.ofSessions().neededBy(kubernetes(34)))
        .contains(FORWARD.only(List.of("get")))
        .doesNotContain(FORWARD);
  }

  @Test
  void ruleAllowsByNameStarOrSubresource() {
    assertThat(AccessReview.allows(rule("", "pods/portforward", "get"), FORWARD, "get")).isTrue();
    assertThat(AccessReview.allows(rule("*", "*", "*"), FORWARD, "get")).isTrue();
    assertThat(AccessReview.allows(rule("", "*/portforward", "get"), FORWARD, "get")).isTrue();
    assertThat(AccessReview.allows(rule("", "pods", "get"), FORWARD, "get")).isFalse();
    assertThat(AccessReview.allows(rule("", "pods/portforward", "list"), FORWARD, "get")).isFalse();
    assertThat(AccessReview.allows(rule("apps", "pods/portforward", "get"), FORWARD, "get"))
        .isFalse();
  }

  @Test
  void aRuleForNamedObjectsGrantsNothingInGeneral() {
    ResourceRule named =
        new ResourceRuleBuilder(rule("", "pods/portforward", "get"))
            .withResourceNames("shop-1")
            .build();
    assertThat(AccessReview.allows(named, FORWARD, "get")).isFalse();
  }

  @Test
  void roleIsReadyToBeApplied() {
    assertThat(RoleManifest.yaml("anna-shop", "anna@aurora.org", List.of(FORWARD)))
        .isEqualTo(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: dev-maven-plugin, namespace: anna-shop}
            rules:
            - {apiGroups: [""], resources: [pods/portforward], verbs: [get, create]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: dev-maven-plugin, namespace: anna-shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: dev-maven-plugin}
            subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: "anna@aurora.org"}
            """);
    assertThat(RoleManifest.yaml("ci", "system:serviceaccount:build:maven", List.of()))
        .endsWith("- {kind: ServiceAccount, namespace: build, name: maven}\n");
  }

  @Test
  void readsUsersGroupsAndRoles() {
    assertThat(Grant.parse("anna@aurora.org"))
        .isEqualTo(new Grant(false, "anna@aurora.org", "edit"));
    assertThat(Grant.parse(" group:team-a=view ")).isEqualTo(new Grant(true, "team-a", "view"));
    assertThatThrownBy(() -> Grant.parse("=view"))
        .isInstanceOf(Problem.class)
        .hasMessage("dev.access contains \"=view\", which names no user or group.");
  }

  private static ServerVersion kubernetes(int minor) {
    return new ServerVersion(1, minor, "v1." + minor);
  }

  private static ResourceRule rule(String group, String resource, String verb) {
    return new ResourceRuleBuilder()
        .withApiGroups(group)
        .withResources(resource)
        .withVerbs(verb)
        .build();
  }
}
