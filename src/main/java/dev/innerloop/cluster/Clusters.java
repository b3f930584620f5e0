package dev.innerloop.cluster;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.tenancy.ApiGroups;
import dev.innerloop.manifest.tree.ResourceFormat;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.util.Optional;

/** Creates connections to clusters. */
public final class Clusters {

  private Clusters() {}

  /**
   * Connects to the cluster of the kubeconfig's context. A server that is slow is waited for, as
   * kubectl does, for up to half a minute; one that refuses the connection is reported at once.
   *
   * @return empty if there is no kubeconfig
   * @throws Problem if the kubeconfig is not valid, its context is not allowed, or the API server
   *     does not answer or rejects the user's credentials
   */
  public static Optional<Cluster> connect(ConnectSettings settings) {
    return connect(settings, Patience.USUAL);
  }

  static Optional<Cluster> connect(ConnectSettings settings, Patience patience) {
    return context(settings).map(context -> context.requireAllowed().connect(patience));
  }

  /**
   * The selected context, read from the kubeconfig alone.
   *
   * @return empty if there is no kubeconfig
   * @throws Problem if the kubeconfig is not valid or has no such context
   */
  public static Optional<ClusterContext> context(ConnectSettings settings) {
    return Kubeconfig.read(settings).map(kubeconfig -> ClusterContext.of(kubeconfig, settings));
  }

  static Cluster connect(ClusterContext context, ClientAccess access, Patience patience) {
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(bounded(access.config(), patience))
            .withKubernetesSerialization(ResourceFormat.serialization())
            .withHttpClientFactory(access.httpClients())
            .withHttpClientBuilderConsumer(access::configure)
            .build();
    ApiErrors errors = new ApiErrors(context.name(), context.user(), context.server());
    try {
      Discovery discovery = Discovery.of(client, errors, patience);
      return new Cluster(
          client,
          errors,
          context.name(),
          context.cluster(),
          context.server(),
          context.isLocal(),
          discovery);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static Config bounded(Config config, Patience patience) {
    config.setConnectionTimeout((int) patience.connect().toMillis());
    config.setRequestTimeout((int) patience.request().toMillis());
    config.setRequestRetryBackoffLimit(patience.retries());
    // To unauthenticated clients, API servers answer 401 and GOAWAY at once; the JDK reports only
    // the latter.
    config.setHttp2Disable(true);
    config.setMaxConcurrentRequests(256);
    config.setMaxConcurrentRequestsPerHost(256);
    return config;
  }

  /** The API groups that an API server serves besides Kubernetes' own. */
  record Discovery(ApiGroups groups) {

    boolean openShift() {
      return groups.has("route.openshift.io");
    }

    private static Discovery of(KubernetesClient client, ApiErrors errors, Patience patience) {
      return errors.during(
          "answer",
          () -> {
            KubernetesClient discovering =
                client
                    .newClient(
                        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                            .withRequestTimeout((int) patience.first().toMillis())
                            .withRequestRetryBackoffLimit(1)
                            .build())
                    .adapt(KubernetesClient.class);
            return new Discovery(ApiGroups.of(discovering.getApiGroups()));
          });
    }
  }
}
