package dev.innerloop.cluster.discovery;

import java.util.Optional;

/**
 * The registry that is part of an OpenShift cluster, in which each namespace is a path.
 *
 * @param push host for this machine: that of a Route; empty if the registry has none
 * @param pull host for the cluster's nodes
 * @param token of the kubeconfig's user, which is also the password; empty if the user has none
 */
public record InternalRegistry(Optional<String> push, String pull, Optional<String> token) {

  /** The registry's address for nodes, the same everywhere. */
  static final String SERVICE = "image-registry.openshift-image-registry.svc:5000";

  /** Any user name will do: only the token counts. */
  public static final String USER = "dev-maven-plugin";

  /** Whether an image is in it: ServiceAccounts of the image's namespace may pull it. */
  public static boolean has(String image) {
    return image.startsWith(SERVICE + "/");
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "InternalRegistry[" + push + ", " + pull + "]";
  }
}
