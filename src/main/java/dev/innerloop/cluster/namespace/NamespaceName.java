package dev.innerloop.cluster.namespace;

import java.util.Locale;
import java.util.Set;

/** The default name of the namespace of a developer's app. */
final class NamespaceName {

  private static final int LONGEST = 63;

  /** Kubernetes and OpenShift reserve names with these prefixes. */
  private static final Set<String> RESERVED = Set.of("kube-", "openshift-");

  private NamespaceName() {}

  /** Without the domain of an email address, and short enough. */
  static String of(String user, String app) {
    String person = label(user.replaceFirst("@.*", ""));
    String name = label((person.isEmpty() ? hash(user) : person) + "-" + app);
    return cut(RESERVED.stream().anyMatch(name::startsWith) ? "dev-" + name : name);
  }

  /** A hash keeps truncated names distinct. */
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
