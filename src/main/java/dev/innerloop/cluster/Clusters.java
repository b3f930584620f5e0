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

  private static final int CONNECT_MILLIS = 4_000;
  private static final int REQUEST_MILLIS = 15_000;
  private static final int DISCOVERY_MILLIS = 5_000;

  private Clusters() {}

  /**
   * Connects to the cluster of the kubeconfig's context, within about five seconds.
   *
   * @return empty if there is no kubeconfig
   * @throws Problem if the kubeconfig is not valid, its context is not allowed, or the API server
   *     does not answer or rejects the user's credentials
   */
  public static Optional<Cluster> connect(ConnectSettings settings) {
    return context(settings).map(context -> context.requireAllowed().connect());
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

  static Cluster connect(ClusterContext context, ClientAccess access) {
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(bounded(access.config()))
            .withKubernetesSerialization(ResourceFormat.serialization())
            .withHttpClientFactory(access.httpClients())
            .withHttpClientBuilderConsumer(access::configure)
            .build();
    ApiErrors errors = new ApiErrors(context.name(), context.user(), context.server());
    try {
      Discovery discovery = Discovery.of(client, errors, DISCOVERY_MILLIS);
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

  private static Config bounded(Config config) {
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    config.setRequestRetryBackoffLimit(1);
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

    private static Discovery of(KubernetesClient client, ApiErrors errors, int millis) {
      return errors.during(
          "answer",
          () -> {
            KubernetesClient impatient =
                client
                    .newClient(
                        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                            .withRequestTimeout(millis)
                            .withRequestRetryBackoffLimit(0)
                            .build())
                    .adapt(KubernetesClient.class);
            return new Discovery(ApiGroups.of(impatient.getApiGroups()));
          });
    }
  }
}
