package dev.innerloop.cluster.place;

import java.util.Optional;

/**
 * The registry that is part of an OpenShift cluster, where each namespace is a path.
 *
 * @param push host for this machine: that of a Route; empty where the registry has none
 * @param pull host for the cluster's nodes
 * @param token what the kubeconfig's user logs in with; empty where that has no token
 */
public record InternalRegistry(Optional<String> push, String pull, Optional<String> token) {

  /** The name by which nodes know it, everywhere. */
  static final String SERVICE = "image-registry.openshift-image-registry.svc:5000";

  /** Any name will do: only the token counts. */
  public static final String USER = "dev-maven-plugin";

  /** Whether nodes pull an image from one: it lets the accounts of its namespace in by itself. */
  public static boolean has(String image) {
    return image.startsWith(SERVICE + "/");
  }

  /** Never the token. */
  @Override
  public String toString() {
    return "InternalRegistry[" + push + ", " + pull + "]";
  }
}
