package dev.innerloop.cluster.access;

import static java.util.stream.Collectors.groupingBy;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.manifest.Labels;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gives others access to a namespace: one RoleBinding for each role. */
public final class Grants {

  private static final String RBAC = "rbac.authorization.k8s.io";

  /** Identifies the bindings of this plugin, so that those no longer requested can be deleted. */
  private static final Map<String, String> LABELS =
      Map.of(Labels.MANAGED_BY, Labels.MANAGER, Labels.COMPONENT, "access");

  private final NamespaceClient api;

  public Grants(NamespaceClient api) {
    this.api = api;
  }

  /**
   * Grants exactly this access, as far as this plugin granted any.
   *
   * @return a description of who has access; empty if nothing was changed
   * @throws Problem if the user may not grant a role
   */
  public List<String> give(List<Grant> grants) {
    Map<String, List<Grant>> byRole =
        new TreeMap<>(grants.stream().collect(groupingBy(Grant::role)));
    List<RoleBinding> present = present();
    byRole.forEach(this::bind);
    Set<String> names = byRole.keySet().stream().map(Grants::name).collect(Collectors.toSet());
    present.stream()
        .filter(binding -> !names.contains(binding.getMetadata().getName()))
        .forEach(
            binding ->
                api.errors()
                    .running(
                        "delete RoleBinding " + binding.getMetadata().getName(),
                        () -> api.client().resource(binding).delete()));
    return grants.stream().map(Grant::title).sorted().toList();
  }

  private List<RoleBinding> present() {
    try {
      return api.client()
          .rbac()
          .roleBindings()
          .inNamespace(api.namespace())
          .withLabels(LABELS)
          .list()
          .getItems();
    } catch (KubernetesClientException e) {
      throw e.getCode() == 403
          ? notAllowed("others", e)
          : api.errors().problem("list who has access to namespace " + api.namespace(), e);
    }
  }

  private void bind(String role, List<Grant> grants) {
    RoleBindingBuilder binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(name(role))
            .withNamespace(api.namespace())
            .withLabels(LABELS)
            .endMetadata()
            .withNewRoleRef(RBAC, "ClusterRole", role);
    grants.stream()
        .sorted(java.util.Comparator.comparing(Grant::name))
        .forEach(
            grant ->
                binding.addNewSubject(RBAC, grant.group() ? "Group" : "User", grant.name(), null));
    try {
      api.client()
          .resource(binding.build())
          .fieldManager(Labels.MANAGER)
          .forceConflicts()
          .serverSideApply();
    } catch (KubernetesClientException e) {
      throw e.getCode() == 403 || e.getCode() == 404
          ? notAllowed(
              grants.stream().map(Grant::title).sorted().collect(Collectors.joining(", ")), e)
          : api.errors().problem("grant access to namespace " + api.namespace(), e);
    }
  }

  private static String name(String role) {
    return "dev-access-" + role.replace(':', '-');
  }

  private Problem notAllowed(String whom, KubernetesClientException e) {
    return new Problem(
        "You are not allowed to grant "
            + whom
            + " access to namespace "
            + api.namespace()
            + ": "
            + ApiErrors.reason(e).lines().findFirst().orElse(""),
        "Leave out dev.access, or ask an administrator of the namespace for a binding:\n"
            + "  kubectl create rolebinding NAME --clusterrole=edit --user=USER --namespace="
            + api.namespace(),
        e);
  }
}
