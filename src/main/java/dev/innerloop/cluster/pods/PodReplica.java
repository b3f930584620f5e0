package dev.innerloop.cluster.pods;

import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;

/** The app's container of one pod, from its start to its termination. */
final class PodReplica implements Replica {

  private final KubernetesClient client;
  private final String namespace;
  private final String pod;
  private final int supervisorPort;

  PodReplica(KubernetesClient client, String namespace, String pod, int supervisorPort) {
    this.client = client;
    this.namespace = namespace;
    this.pod = pod;
    this.supervisorPort = supervisorPort;
  }

  @Override
  public String name() {
    return pod;
  }

  @Override
  public int supervisorPort() {
    return supervisorPort;
  }

  @Override
  public ReplicaConnection connect(int port) throws IOException {
    return PodStream.open(client, namespace, pod, port);
  }

  @Override
  public String toString() {
    return pod;
  }
}
