package dev.innerloop.cluster;

import static java.util.Objects.requireNonNull;

import dev.innerloop.manifest.tree.ResourceFormat;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.NamedContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The merged kubeconfig, and nothing else: neither the client's environment variables nor the
 * ServiceAccount of the pod that a CI job runs in. Files merge, and paths resolve, as for kubectl.
 */
final class Kubeconfig {

  private final Map<String, NamedContext> contexts = new LinkedHashMap<>();
  private final Map<String, Cluster> clusters = new LinkedHashMap<>();
  private final Map<String, AuthInfo> users = new LinkedHashMap<>();
  private final Optional<String> current;

  /** The first file that defines an entry wins, with the whole entry. */
  private Kubeconfig(List<Config> files) {
    for (Config file : files) {
      orEmpty(file.getContexts()).forEach(each -> contexts.putIfAbsent(each.getName(), each));
      orEmpty(file.getClusters())
          .forEach(each -> clusters.putIfAbsent(each.getName(), each.getCluster()));
      orEmpty(file.getUsers()).forEach(each -> users.putIfAbsent(each.getName(), each.getUser()));
    }
    current =
        files.stream()
            .map(Config::getCurrentContext)
            .filter(name -> name != null && !name.isEmpty())
            .findFirst();
  }

  /** Reads it; empty if there is none, or one without clusters. */
  static Optional<Kubeconfig> read(ConnectSettings settings) {
    List<Config> parsed = new ArrayList<>();
    for (Path file : settings.kubeconfig()) {
      if (Files.exists(file)) {
        parsed.add(KubeconfigPaths.resolve(parse(file), file));
      }
    }
    if (parsed.isEmpty() && settings.kubeconfigNamed()) {
      throw new Problem(
          "KUBECONFIG names "
              + settings.kubeconfig().stream().map(Path::toString).collect(Collectors.joining(", "))
              + ", which does not exist.",
          "Correct or unset KUBECONFIG, or run on this machine: -Ddev.target=local");
    }
    Kubeconfig kubeconfig = new Kubeconfig(parsed);
    return kubeconfig.contexts.isEmpty() ? Optional.empty() : Optional.of(kubeconfig);
  }

  private static Config parse(Path file) {
    try {
      Config config =
          ResourceFormat.serialization().unmarshal(Files.readString(file), Config.class);
      return config == null ? new Config() : withoutEmptyEntries(config); // null: no content
    } catch (Exception e) {
      throw new Problem(
          "The kubeconfig " + file + " cannot be read: " + innermost(e) + ".",
          "Fix it (kubectl config view shows the error), set KUBECONFIG to another file, or run on"
              + " this machine: -Ddev.target=local",
          e);
    }
  }

  /** An entry that is null, such as a dash and nothing after it, has no name to be found by. */
  private static Config withoutEmptyEntries(Config config) {
    config.setContexts(present(config.getContexts()));
    config.setClusters(present(config.getClusters()));
    config.setUsers(present(config.getUsers()));
    return config;
  }

  private static <T> List<T> present(@Nullable List<@Nullable T> entries) {
    List<T> present = new ArrayList<>();
    for (T entry : orEmpty(entries)) {
      if (entry != null) {
        present.add(entry);
      }
    }
    return present;
  }

  /** The context to use: the requested one, else the current one. */
  NamedContext context(Optional<String> wanted) {
    String name = wanted.or(() -> current).orElse("");
    NamedContext context = contexts.get(name);
    if (context != null && context.getContext() != null && !server(context).isEmpty()) {
      return context;
    }
    throw new Problem(
        name.isEmpty()
            ? "The kubeconfig has no current context."
            : "The kubeconfig has no context \"" + name + "\", or the context has no cluster.",
        "Choose one of "
            + String.join(", ", contexts.keySet())
            + ": -Ddev.context="
            + contexts.keySet().iterator().next());
  }

  /** The server of a context, as written in the kubeconfig; empty if it has none. */
  String server(NamedContext context) {
    Cluster cluster = clusters.get(context.getContext().getCluster());
    return cluster == null || cluster.getServer() == null ? "" : cluster.getServer();
  }

  /** What the context's user needs to connect; a credential plugin has run then. */
  ClientAccess access(NamedContext context, ProxyVariables proxies) {
    return ClientAccess.of(
        context,
        requireNonNull(clusters.get(context.getContext().getCluster())),
        Optional.ofNullable(users.get(context.getContext().getUser())).orElseGet(AuthInfo::new),
        proxies);
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String innermost(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = String.valueOf(innermost.getMessage());
    return message.lines().findFirst().orElse(message).strip();
  }
}
