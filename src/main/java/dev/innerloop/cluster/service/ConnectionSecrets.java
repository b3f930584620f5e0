package dev.innerloop.cluster.service;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.service.ServiceResources;
import dev.innerloop.problem.Problem;
import dev.innerloop.service.BackingService;
import dev.innerloop.service.BackingService.Supply;
import dev.innerloop.service.Connection;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
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
 * The Secrets that say how services are connected to. A password is made once and then kept, as the
 * data is that it opens; it is nowhere but in the cluster and in the memory of this process.
 */
final class ConnectionSecrets {

  private static final int PASSWORD_BYTES = 16;

  private final KubernetesClient client;
  private final ApiErrors errors;
  private final String namespace;
  private final String app;
  private final SecureRandom random = new SecureRandom();

  ConnectionSecrets(KubernetesClient client, ApiErrors errors, String namespace, String app) {
    this.client = client;
    this.errors = errors;
    this.namespace = namespace;
    this.app = app;
  }

  /**
   * Makes or completes one.
   *
   * @return its entries
   */
  Map<String, String> provide(BackingService service) {
    String name = service.resource(app);
    return errors.during(
        "keep the connection of " + name + " in a Secret",
        () -> {
          Secret present = secret(name);
          if (present == null) {
            Map<String, String> entries = entries(service, Map.of());
            try {
              client.resource(secret(name, entries)).inNamespace(namespace).create();
              return entries;
            } catch (KubernetesClientException e) {
              if (e.getCode() != 409) {
                throw e;
              }
              present = secret(name); // another session was faster, and has the password
            }
          }
          requireOurs(name, present);
          Map<String, String> kept = decoded(present);
          Map<String, String> entries = entries(service, kept);
          if (!kept.equals(entries)) {
            Map<String, String> data = encoded(entries);
            client
                .secrets()
                .inNamespace(namespace)
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

  /** That of a service which is not ours. */
  private Map<String, String> login(String name) {
    Map<String, String> login = decoded(secret(name));
    if (!login.containsKey(Connection.PASSWORD)) {
      throw new Problem(
          "The Secret "
              + name
              + " in namespace "
              + namespace
              + " is to have the login of a service, and "
              + (login.isEmpty() ? "is not there." : "has no entry password."),
          "Make it: kubectl create secret generic "
              + name
              + " --namespace="
              + namespace
              + " --from-literal=username=NAME --from-literal=password=…");
    }
    return login;
  }

  /** Of two apps one may be called like a service of the other. */
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
              + " is to say how "
              + app
              + " connects to a service, and is there already"
              + (owner == null ? "." : " as part of " + owner + ".")
              + " It was left as it is.",
          "Give the app another name (-Ddev.name=…), or the service, or use another namespace.");
    }
  }

  private @Nullable Secret secret(String name) {
    return client.secrets().inNamespace(namespace).withName(name).get();
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
    return HexFormat.of().formatHex(bytes); // nothing that an address would have to escape
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
