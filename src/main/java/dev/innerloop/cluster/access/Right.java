package dev.innerloop.cluster.access;

import java.util.List;

/**
 * Permissions on one kind of resource.
 *
 * @param group empty for Kubernetes' core group
 * @param resource in the plural, with a subresource as in {@code pods/log}
 */
record Right(String group, String resource, List<String> verbs) {

  Right {
    verbs = List.copyOf(verbs);
  }

  static Right to(String group, String resource, String... verbs) {
    return new Right(group, resource, List.of(verbs));
  }

  Right only(List<String> some) {
    return new Right(group, resource, some);
  }

  /** In readable form: {@code get, create pods/portforward}. */
  @Override
  public String toString() {
    return String.join(", ", verbs) + " " + resource + (group.isEmpty() ? "" : "." + group);
  }
}
