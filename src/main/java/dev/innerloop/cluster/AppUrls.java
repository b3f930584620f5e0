package dev.innerloop.cluster;

import dev.innerloop.cluster.api.NamespaceClient;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where an app answers: at the hosts of Ingresses, and at its Service inside the cluster. */
final class AppUrls {

  private final NamespaceClient api;
  private final String app;

  AppUrls(NamespaceClient api, String app) {
    this.api = api;
    this.app = app;
  }

  List<String> read() {
    List<String> urls = new ArrayList<>(ifAllowed(this::ofIngresses));
    urls.addAll(ifAllowed(this::ofService));
    return urls;
  }

  private List<String> ofIngresses() {
    return api
        .client()
        .network()
        .v1()
        .ingresses()
        .inNamespace(api.namespace())
        .list()
        .getItems()
        .stream()
        .flatMap(this::ofIngress)
        .distinct()
        .toList();
  }

  private Stream<String> ofIngress(Ingress ingress) {
    boolean isEncrypted = !ingress.getSpec().getTls().isEmpty();
    return ingress.getSpec().getRules().stream()
        .filter(this::leadsToApp)
        .flatMap(rule -> Optional.ofNullable(rule.getHost()).stream())
        .map(host -> (isEncrypted ? "https://" : "http://") + host);
  }

  private boolean leadsToApp(IngressRule rule) {
    return rule.getHttp() != null
        && rule.getHttp().getPaths().stream()
            .flatMap(path -> Optional.ofNullable(path.getBackend().getService()).stream())
            .anyMatch(service -> app.equals(service.getName()));
  }

  private List<String> ofService() {
    return Optional.ofNullable(
            api.client().services().inNamespace(api.namespace()).withName(app).get())
        .flatMap(service -> service.getSpec().getPorts().stream().findFirst())
        .map(ServicePort::getPort)
        .map(port -> "http://" + app + "." + api.namespace() + ":" + port + " in the cluster")
        .stream()
        .toList();
  }

  /** Who may not read them still gets the rest of the status. */
  private static List<String> ifAllowed(Supplier<List<String>> read) {
    try {
      return read.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403 || e.getCode() == 404) {
        return List.of();
      }
      throw e;
    }
  }
}
