package dev.innerloop.cluster;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ExecConfig;
import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Relative paths of a kubeconfig, which start at the directory of the file that has them. */
final class KubeconfigPaths {

  private final Path directory;

  private KubeconfigPaths(Path directory) {
    this.directory = directory;
  }

  /** Makes the paths of a file absolute. */
  static Config resolve(Config config, Path file) {
    KubeconfigPaths paths = new KubeconfigPaths(file.toAbsolutePath().resolveSibling(""));
    if (config.getClusters() != null) {
      config.getClusters().forEach(each -> paths.resolve(each.getCluster()));
    }
    if (config.getUsers() != null) {
      config.getUsers().forEach(each -> paths.resolve(each.getUser()));
    }
    return config;
  }

  private void resolve(@Nullable Cluster cluster) {
    if (cluster != null) {
      resolve(cluster::getCertificateAuthority, cluster::setCertificateAuthority);
    }
  }

  private void resolve(@Nullable AuthInfo user) {
    if (user == null) {
      return;
    }
    resolve(user::getClientCertificate, user::setClientCertificate);
    resolve(user::getClientKey, user::setClientKey);
    resolve(user::getTokenFile, user::setTokenFile);
    ExecConfig exec = user.getExec();
    // A mere name is found on the PATH.
    if (exec != null
        && exec.getCommand() != null
        && exec.getCommand().indexOf(File.separatorChar) >= 0) {
      resolve(exec::getCommand, exec::setCommand);
    }
  }

  private void resolve(Supplier<@Nullable String> path, Consumer<String> change) {
    String written = path.get();
    if (written != null && !written.isEmpty()) {
      change.accept(directory.resolve(written).normalize().toString());
    }
  }
}
