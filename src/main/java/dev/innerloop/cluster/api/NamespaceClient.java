package dev.innerloop.cluster.api;

import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * Access to a namespace of a cluster.
 *
 * @param errors explains the errors of the client
 */
public record NamespaceClient(KubernetesClient client, ApiErrors errors, String namespace) {}
