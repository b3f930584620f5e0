package dev.innerloop.cluster;

import java.net.URI;
import java.util.regex.Pattern;

/** Distinguishes the clusters of this machine, which may be changed, from all others. */
final class LocalContexts {

  private static final Pattern NAMES =
      Pattern.compile(
          "kind-.+|k3d-.+|minikube|docker-desktop|docker-for-desktop|rancher-desktop|colima(-.+)?"
              + "|orbstack|microk8s(-cluster)?|(.*/)?api-crc-testing(:\\d+)?(/.*)?");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?");

  private LocalContexts() {}

  /** Decides by the cluster's name or address; a context's name can be chosen freely. */
  static boolean isLocal(String cluster, String server) {
    return NAMES.matcher(cluster).matches() || isLoopback(server);
  }

  private static boolean isLoopback(String server) {
    try {
      String host = URI.create(server.contains("://") ? server : "https://" + server).getHost();
      return host != null && LOOPBACK.matcher(host).matches();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
