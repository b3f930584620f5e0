package dev.innerloop.cluster;

import java.net.URI;
import java.util.regex.Pattern;

/** Tells the clusters of this machine, which are free to change, from all others. */
final class LocalContexts {

  private static final Pattern NAMES =
      Pattern.compile(
          "kind-.+|k3d-.+|minikube|docker-desktop|docker-for-desktop|rancher-desktop|colima(-.+)?"
              + "|orbstack|microk8s(-cluster)?|(.*/)?api-crc-testing(:\\d+)?(/.*)?");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?");

  private LocalContexts() {}

  /** The cluster's name counts, or where it listens; a context's name is anybody's to choose. */
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
