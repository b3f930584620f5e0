package dev.innerloop.cluster.namespace;

import java.util.Locale;
import java.util.Set;

/** A name for the namespace of a developer's app, where nobody gives one. */
final class NamespaceName {

  private static final int LONGEST = 63;

  /** Kubernetes and OpenShift keep names that begin so to themselves. */
  private static final Set<String> RESERVED = Set.of("kube-", "openshift-");

  private NamespaceName() {}

  /** Without the domain of a mail address, and short enough. */
  static String of(String user, String app) {
    String person = label(user.replaceFirst("@.*", ""));
    String name = label((person.isEmpty() ? hash(user) : person) + "-" + app);
    return cut(RESERVED.stream().anyMatch(name::startsWith) ? "dev-" + name : name);
  }

  /** What is cut off still makes a difference. */
  static String cut(String name) {
    return name.length() <= LONGEST
        ? name
        : label(name.substring(0, LONGEST - hash(name).length() - 1) + "-" + hash(name));
  }

  private static String hash(String text) {
    return Integer.toHexString(text.hashCode());
  }

  private static String label(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
  }
}
