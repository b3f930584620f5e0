package dev.innerloop.cluster;

import dev.innerloop.manifest.tree.ResourceFormat;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
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
 * ServiceAccount of the pod that a CI job runs in.
 */
final class Kubeconfig {

  private final List<io.fabric8.kubernetes.api.model.Config> files;
  private final Map<String, NamedContext> contexts = new LinkedHashMap<>();

  private Kubeconfig(List<io.fabric8.kubernetes.api.model.Config> files) {
    this.files = files;
    for (io.fabric8.kubernetes.api.model.Config file : files) {
      for (NamedContext context : orEmpty(file.getContexts())) {
        contexts.putIfAbsent(context.getName(), context);
      }
    }
  }

  /** Reads it; empty if there is none, or one without clusters. */
  static Optional<Kubeconfig> read(ConnectSettings settings) {
    List<io.fabric8.kubernetes.api.model.Config> parsed = new ArrayList<>();
    for (Path file : settings.kubeconfig()) {
      if (Files.exists(file)) {
        parsed.add(parse(file));
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

  private static io.fabric8.kubernetes.api.model.Config parse(Path file) {
    try {
      String yaml = Files.readString(file);
      if (yaml.isBlank()) {
        return new io.fabric8.kubernetes.api.model.Config();
      }
      return ResourceFormat.serialization()
          .unmarshal(yaml, io.fabric8.kubernetes.api.model.Config.class);
    } catch (Exception e) {
      throw new Problem(
          "The kubeconfig " + file + " cannot be read: " + innermost(e) + ".",
          "Fix it (kubectl config view shows the error), set KUBECONFIG to another file, or run on"
              + " this machine: -Ddev.target=local",
          e);
    }
  }

  /** The context to use: the requested one, else the current one. */
  NamedContext context(Optional<String> wanted) {
    String name = wanted.or(this::current).orElse("");
    NamedContext context = contexts.get(name);
    if (context != null && context.getContext() != null && cluster(context) != null) {
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

  private Optional<String> current() {
    return files.stream()
        .map(io.fabric8.kubernetes.api.model.Config::getCurrentContext)
        .filter(name -> name != null && !name.isEmpty())
        .findFirst();
  }

  private @Nullable NamedCluster cluster(NamedContext context) {
    return files.stream()
        .flatMap(file -> orEmpty(file.getClusters()).stream())
        .filter(cluster -> cluster.getName().equals(context.getContext().getCluster()))
        .filter(cluster -> cluster.getCluster() != null && cluster.getCluster().getServer() != null)
        .findFirst()
        .orElse(null);
  }

  /** The server of a context, as written in the kubeconfig. */
  String server(NamedContext context) {
    NamedCluster cluster = cluster(context);
    return cluster == null ? "" : cluster.getCluster().getServer();
  }

  Config clientConfig(NamedContext context) {
    Config config = Config.empty();
    KubeConfigUtils.merge(
        config, context.getName(), files.toArray(io.fabric8.kubernetes.api.model.Config[]::new));
    user(context).ifPresent(user -> actAs(config, user));
    return config;
  }

  private Optional<AuthInfo> user(NamedContext context) {
    return files.stream()
        .flatMap(file -> orEmpty(file.getUsers()).stream())
        .filter(user -> user.getName().equals(context.getContext().getUser()))
        .findFirst()
        .map(NamedAuthInfo::getUser);
  }

  /** The client would ignore it and act without impersonation. */
  private static void actAs(Config config, AuthInfo user) {
    if (user.getAs() != null && !user.getAs().isEmpty()) {
      config.setImpersonateUsername(user.getAs());
      config.setImpersonateGroups(orEmpty(user.getAsGroups()).toArray(String[]::new));
      config.setImpersonateExtras(user.getAsUserExtra() == null ? Map.of() : user.getAsUserExtra());
    }
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
