package dev.innerloop.cluster.access;

import java.util.List;

/**
 * Permissions on one kind of resource.
 *
 * @param group empty for Kubernetes' core group
 * @param resource in the plural, with a subresource as in {@code pods/log}
 */
record Permission(String group, String resource, List<String> verbs) {

  Permission {
    verbs = List.copyOf(verbs);
  }

  static Permission to(String group, String resource, String... verbs) {
    return new Permission(group, resource, List.of(verbs));
  }

  Permission only(List<String> some) {
    return new Permission(group, resource, some);
  }

  /** In readable form: {@code get, create pods/portforward}. */
  @Override
  public String toString() {
    return String.join(", ", verbs) + " " + resource + (group.isEmpty() ? "" : "." + group);
  }
}
