package dev.innerloop.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which context to use, and which ones may be changed.
 *
 * @param kubeconfig the files to read; the first one that defines an entry wins
 * @param kubeconfigNamed whether the user named these files, instead of using the default location:
 *     then it is an error if none exists
 * @param context the context to use instead of the current one
 * @param allowedContexts contexts that may be changed although they are not local
 * @param proxies for clusters whose kubeconfig names no proxy
 */
public record ConnectSettings(
    List<Path> kubeconfig,
    boolean kubeconfigNamed,
    Optional<String> context,
    Set<String> allowedContexts,
    ProxyVariables proxies) {

  public ConnectSettings {
    kubeconfig = List.copyOf(kubeconfig);
    allowedContexts = Set.copyOf(allowedContexts);
  }

  /** Finds the kubeconfig as kubectl does. */
  public static ConnectSettings of(
      Map<String, String> environment,
      Path home,
      Optional<String> context,
      Set<String> allowedContexts) {
    List<Path> named = new ArrayList<>();
    for (String file :
        environment.getOrDefault("KUBECONFIG", "").split(java.io.File.pathSeparator, -1)) {
      if (!file.isBlank()) {
        named.add(Path.of(file));
      }
    }
    return new ConnectSettings(
        named.isEmpty() ? List.of(home.resolve(".kube").resolve("config")) : named,
        !named.isEmpty(),
        context,
        allowedContexts,
        ProxyVariables.of(environment));
  }
}
