package dev.innerloop.cluster.namespace;

import dev.innerloop.manifest.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The label of namespaces that this plugin created: only those are ever deleted. */
final class NamespaceOwnership {

  /** No other tool sets it; {@link Labels#MANAGED_BY} is often set by operators. */
  static final String LABEL = "dev.innerloop/created-for";

  private static final String DESCRIPTION = "openshift.io/description";

  /** OpenShift does not copy labels from a project request, only its description. */
  static final String WORDS = "Created by dev-maven-plugin for ";

  private NamespaceOwnership() {}

  static Map<String, String> labels(String user) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(Labels.MANAGED_BY, Labels.MANAGER);
    labels.put(LABEL, NamespaceName.cut(NamespaceName.of(user, "")));
    return labels;
  }

  static boolean isOurs(HasMetadata namespace) {
    return Optional.ofNullable(namespace.getMetadata().getLabels())
            .map(labels -> labels.containsKey(LABEL))
            .orElse(false)
        || Optional.ofNullable(namespace.getMetadata().getAnnotations())
            .map(annotations -> annotations.getOrDefault(DESCRIPTION, "").startsWith(WORDS))
            .orElse(false);
  }
}
