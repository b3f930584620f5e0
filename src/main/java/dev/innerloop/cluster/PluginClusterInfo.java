package dev.innerloop.cluster;

import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a credential plugin learns of the cluster, if its {@code provideClusterInfo} is set. */
final class PluginClusterInfo {

  /** The reserved name of the extension that configures plugins for a cluster. */
  private static final String CONFIG = "client.authentication.k8s.io/exec";

  private PluginClusterInfo() {}

  static Map<String, Object> of(Cluster cluster) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("server", cluster.getServer());
    put(info, "tls-server-name", cluster.getTlsServerName());
    put(info, "insecure-skip-tls-verify", cluster.getInsecureSkipTlsVerify());
    put(info, "certificate-authority-data", authority(cluster));
    put(info, "proxy-url", cluster.getProxyUrl());
    put(info, "disable-compression", cluster.getDisableCompression());
    var extensions = cluster.getExtensions();
    (extensions == null ? List.<io.fabric8.kubernetes.api.model.NamedExtension>of() : extensions)
        .stream()
            .filter(extension -> CONFIG.equals(extension.getName()))
            .forEach(extension -> put(info, "config", extension.getExtension()));
    return info;
  }

  private static void put(Map<String, Object> info, String key, @Nullable Object value) {
    if (value != null && !value.equals(false) && !value.equals("")) {
      info.put(key, value);
    }
  }

  private static @Nullable String authority(Cluster cluster) {
    String data = cluster.getCertificateAuthorityData();
    String file = cluster.getCertificateAuthority();
    if ((data != null && !data.isEmpty()) || file == null || file.isEmpty()) {
      return data;
    }
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new Problem(
          "The certificate authority " + file + " cannot be read: " + e.getMessage() + ".",
          "Correct clusters[].cluster.certificate-authority in the kubeconfig.",
          e);
    }
  }
}
