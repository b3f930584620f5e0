package dev.innerloop.cluster.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.api.NamespaceClient;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What pods with a ServiceAccount may pull, as long as they name no pull Secrets themselves: those
 * take precedence over the account's.
 *
 * @param secrets their names
 * @param registries that they have credentials for: hosts, some with a path
 */
public record ServiceAccountCredentials(List<String> secrets, Set<String> registries) {

  private static final ServiceAccountCredentials NONE =
      new ServiceAccountCredentials(List.of(), Set.of());

  public ServiceAccountCredentials {
    secrets = List.copyOf(secrets);
    registries = Set.copyOf(registries);
  }

  /** Those of a ServiceAccount; what the user may not read counts as missing. */
  public static ServiceAccountCredentials of(NamespaceClient api, String account) {
    ServiceAccount found =
        ifAllowed(
            api.errors(),
            () ->
                api.client()
                    .serviceAccounts()
                    .inNamespace(api.namespace())
                    .withName(account)
                    .get());
    if (found == null || found.getImagePullSecrets() == null) {
      return NONE;
    }
    List<String> names = new ArrayList<>();
    Set<String> registries = new TreeSet<>();
    for (LocalObjectReference reference : found.getImagePullSecrets()) {
      names.add(reference.getName());
      Secret secret =
          ifAllowed(
              api.errors(),
              () ->
                  api.client()
                      .secrets()
                      .inNamespace(api.namespace())
                      .withName(reference.getName())
                      .get());
      if (secret != null && secret.getData() != null) {
        registries.addAll(registries(api.client(), secret.getData()));
      }
    }
    return new ServiceAccountCredentials(names, registries);
  }

  private static Set<String> registries(KubernetesClient client, Map<String, String> data) {
    Set<String> registries = new TreeSet<>();
    entry(client, data.get(".dockerconfigjson"))
        .map(config -> config.get("auths"))
        .ifPresent(logins -> addAll(logins, registries));
    entry(client, data.get(".dockercfg")).ifPresent(logins -> addAll(logins, registries));
    return registries;
  }

  private static Optional<Map<?, ?>> entry(KubernetesClient client, @Nullable String base64) {
    if (base64 == null) {
      return Optional.empty();
    }
    try {
      Object content =
          client
              .getKubernetesSerialization()
              .unmarshal(new String(Base64.getDecoder().decode(base64), UTF_8), Object.class);
      return content instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a Secret of an invalid format, which nodes cannot read either
    }
  }

  /** Some contain {@code https://registry.example.com/v1/} instead of a host. */
  private static void addAll(Object logins, Set<String> registries) {
    if (logins instanceof Map<?, ?> map) {
      for (Object server : map.keySet()) {
        registries.add(
            String.valueOf(server).replaceFirst("^https?://", "").replaceFirst("(/v[12])?/*$", ""));
      }
    }
  }

  private static <T> @Nullable T ifAllowed(ApiErrors errors, Supplier<@Nullable T> question) {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return null;
      }
      throw errors.problem("read the pull Secrets of its ServiceAccounts", e);
    }
  }

  /**
   * Whether they have credentials for an image.
   *
   * @param image its repository, with host
   */
  public boolean cover(String image) {
    String known = image.replaceFirst("^docker\\.io/", "index.docker.io/");
    return registries.stream().anyMatch(it -> known.equals(it) || known.startsWith(it + "/"));
  }
}
