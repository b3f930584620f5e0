package dev.innerloop.cluster;

import dev.innerloop.cluster.api.ApiErrors;
import dev.innerloop.cluster.tenancy.ApiGroups;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.util.Optional;

/** Where connections to clusters begin. */
public final class Clusters {

  private static final int CONNECT_MILLIS = 4_000;
  private static final int REQUEST_MILLIS = 15_000;
  private static final int DISCOVERY_MILLIS = 5_000;

  private Clusters() {}

  /**
   * Connects to the cluster of the kubeconfig's context, within about five seconds.
   *
   * @return empty if there is no kubeconfig at all
   * @throws Problem if there is one but it is broken, its context is not allowed, or the API server
   *     does not answer or does not accept the user
   */
  public static Optional<Cluster> connect(ConnectSettings settings) {
    return Kubeconfig.read(settings).map(kubeconfig -> connect(kubeconfig, settings));
  }

  private static Cluster connect(Kubeconfig kubeconfig, ConnectSettings settings) {
    NamedContext context = kubeconfig.context(settings.context());
    String name = context.getName();
    String server = kubeconfig.server(context);
    boolean local = LocalContexts.isLocal(context.getContext().getCluster(), server);
    if (!local && !settings.allowedContexts().contains(name)) {
      throw new Problem(
          "The context " + name + " (" + server + ") is not a local cluster, and may be anything.",
          "If it is meant for development, say so: -Ddev.allowContext="
              + name
              + "\nor choose another one: -Ddev.context=NAME");
    }
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(bounded(kubeconfig.clientConfig(context)))
            // Named, because a Maven plugin's class loader is not the thread's.
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    ApiErrors errors = new ApiErrors(name, String.valueOf(context.getContext().getUser()), server);
    try {
      Discovery discovery = Discovery.of(client, errors, DISCOVERY_MILLIS);
      return new Cluster(
          client, errors, name, context.getContext().getCluster(), server, local, discovery);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static Config bounded(Config config) {
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    config.setRequestRetryBackoffLimit(1);
    // API servers answer strangers by 401 and GOAWAY at once; of the two the JDK reports the
    // latter.
    config.setHttp2Disable(true);
    config.setMaxConcurrentRequests(256);
    config.setMaxConcurrentRequestsPerHost(256);
    return config;
  }

  /** What an API server offers besides Kubernetes itself. */
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
                        new io.fabric8.kubernetes.client.RequestConfigBuilder()
                            .withRequestTimeout(millis)
                            .withRequestRetryBackoffLimit(0)
                            .build())
                    .adapt(KubernetesClient.class);
            return new Discovery(ApiGroups.of(impatient.getApiGroups()));
          });
    }
  }
}
