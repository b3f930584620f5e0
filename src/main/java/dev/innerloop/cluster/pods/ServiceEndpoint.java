package dev.innerloop.cluster.pods;

import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Connects to a Service through any of its ready pods. The cluster itself selects the pods and
 * resolves the port.
 */
public final class ServiceEndpoint implements Replica {

  private static final String SERVICE = "kubernetes.io/service-name";

  private final KubernetesClient client;
  private final String namespace;
  private final String service;

  public ServiceEndpoint(KubernetesClient client, String namespace, String service) {
    this.client = client;
    this.namespace = namespace;
    this.service = service;
  }

  @Override
  public String name() {
    return service;
  }

  @Override
  public int supervisorPort() throws IOException {
    throw new IOException("Service " + service + " is not in dev mode");
  }

  /**
   * @param port of the Service
   */
  @Override
  public ReplicaConnection connect(int port) throws IOException {
    try {
      ServicePort wanted = port(port);
      for (EndpointSlice slice : slices()) {
        Optional<Integer> target = target(slice, wanted);
        Optional<String> pod = readyPod(slice);
        if (target.isPresent() && pod.isPresent()) {
          return PodStream.open(client, namespace, pod.get(), target.get());
        }
      }
    } catch (KubernetesClientException e) {
      throw new IOException("Service " + service + " cannot be read: " + e.getMessage(), e);
    }
    throw new IOException("no pod of Service " + service + " is ready");
  }

  private ServicePort port(int port) throws IOException {
    Service found = client.services().inNamespace(namespace).withName(service).get();
    if (found == null) {
      throw new IOException("Service " + service + " does not exist in namespace " + namespace);
    }
    List<ServicePort> ports = found.getSpec().getPorts();
    return ports.stream()
        .filter(each -> each.getPort() == port)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "Service "
                        + service
                        + " has no port "
                        + port
                        + ", only "
                        + ports.stream()
                            .map(each -> each.getPort().toString())
                            .collect(Collectors.joining(", "))));
  }

  private List<EndpointSlice> slices() {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace)
        .withLabel(SERVICE, service)
        .list()
        .getItems();
  }

  /** Ports of Services and slices are matched by name, which a single port may lack. */
  private static Optional<Integer> target(EndpointSlice slice, ServicePort wanted) {
    String name = Objects.requireNonNullElse(wanted.getName(), "");
    return slice.getPorts().stream()
        .filter(port -> name.equals(Objects.requireNonNullElse(port.getName(), "")))
        .map(EndpointPort::getPort)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Optional<String> readyPod(EndpointSlice slice) {
    return slice.getEndpoints().stream()
        .filter(ServiceEndpoint::isReady)
        .filter(endpoint -> endpoint.getTargetRef() != null)
        .filter(endpoint -> endpoint.getTargetRef().getKind().equals("Pod"))
        .map(endpoint -> endpoint.getTargetRef().getName())
        .findFirst();
  }

  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }
}
