package dev.innerloop.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.NamedAuthInfoBuilder;
import io.fabric8.kubernetes.api.model.NamedClusterBuilder;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How a client reaches a cluster as a user. It adds what the client itself does not read from a
 * kubeconfig: token files, impersonation, most proxies, some private keys; and it runs credential
 * plugins without a shell.
 */
final class ClientAccess {

  private final Config config;
  private final Optional<String> serverName;
  private final Optional<ClientKeys> keys;
  private final Optional<Interceptor> credentials;

  /**
   * @param serverName in the server's certificate, if it is not the host of its URL
   * @param keys replace those of the configuration
   * @param credentials sets the credentials of each request, if a plugin provides them
   */
  private ClientAccess(
      Config config,
      Optional<String> serverName,
      Optional<ClientKeys> keys,
      Optional<Interceptor> credentials) {
    this.config = config;
    this.serverName = serverName;
    this.keys = keys;
    this.credentials = credentials;
  }

  Config config() {
    return config;
  }

  /** Creates the HTTP clients; by its class, since a plugin is not in the thread's class loader. */
  HttpClient.Factory httpClients() {
    return new JdkHttpClientFactory() {
      @Override
      protected void additionalConfig(java.net.http.HttpClient.Builder http) {
        serverName.ifPresent(name -> http.sslParameters(naming(name)));
      }
    };
  }

  private static SSLParameters naming(String server) {
    SSLParameters parameters = new SSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(server)));
    return parameters;
  }

  /** Called after the configuration has been applied. */
  void configure(HttpClient.Builder http) {
    keys.ifPresent(own -> http.sslContext(own.managers(), trustManagers()));
    credentials.ifPresent(own -> http.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, own));
  }

  private TrustManager[] trustManagers() {
    try {
      return SSLUtils.trustManagers(config);
    } catch (GeneralSecurityException | IOException e) {
      throw new Problem(
          "The certificate authority of the kubeconfig is not valid: " + e.getMessage() + ".",
          "Log in to the cluster again.",
          e);
    }
  }

  static ClientAccess of(
      NamedContext context, Cluster cluster, AuthInfo user, ProxyVariables proxies) {
    requireReadable("certificate-authority", cluster.getCertificateAuthority(), context);
    requireReadable("client-certificate", user.getClientCertificate(), context);
    requireReadable("client-key", user.getClientKey(), context);
    requireReadable("tokenFile", user.getTokenFile(), context);
    Config config = merged(context, cluster, user);
    Optional<String> serverName =
        Optional.ofNullable(cluster.getTlsServerName()).filter(name -> !name.isEmpty());
    if (serverName.isPresent()) {
      config.setTlsServerName(null);
      config.setMasterUrl(byAddress(config.getMasterUrl()));
    }
    Optional<String> proxy =
        has(cluster.getProxyUrl())
            ? Optional.of(cluster.getProxyUrl())
            : proxies.proxyFor(cluster.getServer());
    if (proxy.isPresent()) {
      requireHttp(proxy.get(), context);
      config.setHttpProxy(proxy.get());
      config.setHttpsProxy(proxy.get());
    }
    if (has(user.getAs())) {
      actAs(config, user);
    }
    if (has(user.getTokenFile())) {
      config.setOauthTokenProvider(() -> token(Path.of(user.getTokenFile())));
    }
    Optional<PluginCredentials> plugin = Optional.empty();
    if (user.getExec() != null && !authenticatesWithoutPlugin(user)) {
      plugin =
          Optional.of(PluginCredentials.of(CredentialPlugin.of(context, cluster, user.getExec())));
      take(plugin.get().current(), config);
    }
    return new ClientAccess(config, serverName, ClientKeys.takeFrom(config), plugin.map(it -> it));
  }

  private static Config merged(NamedContext context, Cluster cluster, AuthInfo user) {
    Config config = Config.empty();
    KubeConfigUtils.merge(
        config,
        context.getName(),
        new ConfigBuilder()
            .withContexts(context)
            .withClusters(
                new NamedClusterBuilder()
                    .withName(context.getContext().getCluster())
                    .withCluster(cluster)
                    .build())
            .withUsers(
                new NamedAuthInfoBuilder()
                    .withName(context.getContext().getUser())
                    .withUser(new AuthInfoBuilder(user).withExec(null).build())
                    .build())
            .build());
    return config;
  }

  /** A plugin runs only for users who have no other credentials. */
  private static boolean authenticatesWithoutPlugin(AuthInfo user) {
    return has(user.getToken())
        || has(user.getTokenFile())
        || has(user.getUsername())
        || has(user.getClientCertificate())
        || has(user.getClientCertificateData());
  }

  private static void take(PluginCredential credential, Config config) {
    // Read where the same token serves another server, such as OpenShift's registry.
    credential.token().ifPresent(config::setAutoOAuthToken);
    credential
        .certificate()
        .ifPresent(
            certificate -> {
              config.setClientCertData(base64(certificate.chain()));
              config.setClientKeyData(base64(certificate.key()));
              config.setClientKeyAlgo(Config.getKeyAlgorithm(null, base64(certificate.key())));
            });
  }

  private static void actAs(Config config, AuthInfo user) {
    List<String> groups = user.getAsGroups();
    config.setImpersonateUsername(user.getAs());
    config.setImpersonateGroups(groups == null ? new String[0] : groups.toArray(String[]::new));
    config.setImpersonateExtras(user.getAsUserExtra() == null ? Map.of() : user.getAsUserExtra());
    if (has(user.getAsUid())) {
      config.setCustomHeaders(Map.of("Impersonate-Uid", user.getAsUid()));
    }
  }

  /** Read for each request, since whoever writes the file replaces an expired token. */
  private static String token(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      Problem problem =
          new Problem(
              "The token file " + file + " of the kubeconfig cannot be read: " + e + ".",
              "Correct users[].user.tokenFile in the kubeconfig.",
              e);
      // Those who retry requests know no other exception.
      throw new KubernetesClientException(problem.getMessage(), problem);
    }
  }

  /** The JDK's client names the server by the host of a URL, unless that is an address. */
  private static String byAddress(String url) {
    URI uri = URI.create(url);
    try {
      String address = InetAddress.getByName(uri.getHost()).getHostAddress();
      return new URI(uri.getScheme(), null, address, uri.getPort(), uri.getPath(), null, null)
          .toString();
    } catch (UnknownHostException | URISyntaxException e) {
      return url; // connecting reports it
    }
  }

  private static void requireHttp(String proxy, NamedContext context) {
    if (!proxy.startsWith("http://") && !proxy.startsWith("https://")) {
      throw new Problem(
          "The kubeconfig's context "
              + context.getName()
              + " reaches its cluster through "
              + proxy.replaceFirst("://.*@", "://***@") // a password may be in it
              + ", and the plugin supports HTTP proxies only.",
          "Name an HTTP proxy as clusters[].cluster.proxy-url in the kubeconfig, or as"
              + " HTTPS_PROXY.");
    }
  }

  private static void requireReadable(String field, @Nullable String file, NamedContext context) {
    if (has(file) && !Files.isReadable(Path.of(file))) {
      throw new Problem(
          "The kubeconfig's context "
              + context.getName()
              + " needs the file "
              + file
              + " ("
              + field
              + "), which "
              + (Files.exists(Path.of(file)) ? "cannot be read." : "does not exist."),
          "Log in to the cluster again, or correct the path. A relative path starts at the"
              + " directory of the kubeconfig that has it.");
    }
  }

  private static boolean has(@Nullable String value) {
    return value != null && !value.isEmpty();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
