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
 */
public record ConnectSettings(
    List<Path> kubeconfig,
    boolean kubeconfigNamed,
    Optional<String> context,
    Set<String> allowedContexts) {

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
    return named.isEmpty()
        ? new ConnectSettings(
            List.of(home.resolve(".kube").resolve("config")), false, context, allowedContexts)
        : new ConnectSettings(named, true, context, allowedContexts);
  }
}
