package dev.innerloop.cluster;

import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.ServiceResources;
import dev.innerloop.problem.Problem;
import dev.innerloop.service.BackingService;
import dev.innerloop.service.BackingService.Supply;
import dev.innerloop.service.Connection;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets with connection settings of services. A password is generated once and then kept,
 * like the data that it protects; it exists only in the cluster and in this process's memory.
 */
final class ConnectionSecrets {

  private static final int PASSWORD_BYTES = 16;

  private final NamespaceClient api;
  private final String app;
  private final SecureRandom random = new SecureRandom();

  ConnectionSecrets(NamespaceClient api, String app) {
    this.api = api;
    this.app = app;
  }

  /**
   * Creates or completes one.
   *
   * @return its entries
   */
  Map<String, String> provide(BackingService service) {
    String name = service.resource(app);
    return api.errors()
        .during(
            "store the connection of " + name + " in a Secret",
            () -> {
              Secret present = secret(name);
              if (present == null) {
                Map<String, String> entries = entries(service, Map.of());
                try {
                  api.client()
                      .resource(secret(name, entries))
                      .inNamespace(api.namespace())
                      .create();
                  return entries;
                } catch (KubernetesClientException e) {
                  if (e.getCode() != 409) {
                    throw e;
                  }
                  present = secret(name); // another session was faster and has set the password
                }
              }
              requireOurs(name, present);
              Map<String, String> kept = decoded(present);
              Map<String, String> entries = entries(service, kept);
              if (!kept.equals(entries)) {
                Map<String, String> data = encoded(entries);
                api.client()
                    .secrets()
                    .inNamespace(api.namespace())
                    .withName(name)
                    .edit(it -> new SecretBuilder(it).withData(data).build());
              }
              return entries;
            });
  }

  private Map<String, String> entries(BackingService service, Map<String, String> kept) {
    String host = service.resource(app);
    Map<String, String> known = kept;
    if (service.supply() instanceof Supply.Existing existing) {
      host = existing.host();
      known = existing.secret().map(this::login).orElse(Map.of());
    }
    return new Connection(app, service).entries(host, service.port(), known, this::password);
  }

  /** The Secret of a service that this plugin does not run. */
  private Map<String, String> login(String name) {
    Map<String, String> login = decoded(secret(name));
    if (!login.containsKey(Connection.PASSWORD)) {
      throw new Problem(
          "The Secret "
              + name
              + " in namespace "
              + api.namespace()
              + " must contain the credentials of a service, "
              + (login.isEmpty() ? "but does not exist." : "but has no entry password."),
          "Create it: kubectl create secret generic "
              + name
              + " --namespace="
              + api.namespace()
              + " --from-literal=username=NAME --from-literal=password=…");
    }
    return login;
  }

  /** An app may have the same name as a service of another app. */
  private void requireOurs(String name, @Nullable Secret present) {
    Map<String, String> labels =
        present == null || present.getMetadata().getLabels() == null
            ? Map.of()
            : present.getMetadata().getLabels();
    if (present != null
        && !labels.entrySet().containsAll(ServiceResources.labelsOfConnection(app).entrySet())) {
      String owner = labels.get(Labels.PART_OF);
      throw new Problem(
          "The Secret "
              + name
              + " for the connection of "
              + app
              + " to a service already exists"
              + (owner == null ? "." : " as part of " + owner + ".")
              + " It was not changed.",
          "Rename the app (-Ddev.name=…) or the service, or use another namespace.");
    }
  }

  private @Nullable Secret secret(String name) {
    return api.client().secrets().inNamespace(api.namespace()).withName(name).get();
  }

  private Secret secret(String name, Map<String, String> entries) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(ServiceResources.labelsOfConnection(app))
        .endMetadata()
        .withType("Opaque")
        .withData(encoded(entries))
        .build();
  }

  private String password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes); // no characters that need escaping in a URL
  }

  private static Map<String, String> encoded(Map<String, String> entries) {
    Map<String, String> data = new TreeMap<>();
    entries.forEach(
        (name, value) ->
            data.put(
                name, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return data;
  }

  private static Map<String, String> decoded(@Nullable Secret secret) {
    Map<String, String> entries = new HashMap<>();
    if (secret != null && secret.getData() != null) {
      secret
          .getData()
          .forEach(
              (name, value) ->
                  entries.put(
                      name, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return entries;
  }
}
