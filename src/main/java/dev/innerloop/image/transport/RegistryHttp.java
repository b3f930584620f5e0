package dev.innerloop.image.transport;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.api.client.util.SslUtils;
import com.google.cloud.tools.jib.http.CustomHttpClient;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.DefaultProxyRoutePlanner;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.conn.SystemDefaultRoutePlanner;

/** HTTP client for registries, with proxy, custom CA certificates and retries. */
public final class RegistryHttp extends CustomHttpClient {

  private static final int CONNECTIONS = 200;
  private static final int CONNECTIONS_OF_A_HOST = 20;

  private final Set<String> plain;
  private final RegistryRetries retries;

  /**
   * @param plain hosts known to use plain HTTP: TLS is not tried first
   */
  public RegistryHttp(
      boolean insecure,
      boolean credentialsOverHttp,
      Set<String> plain,
      Optional<TrustedCertificates> certificates,
      Optional<HttpProxy> proxy,
      RegistryRetries retries) {
    super(insecure, credentialsOverHttp, verifying(certificates, proxy), trustingAll(proxy));
    this.plain = Set.copyOf(plain);
    this.retries = retries;
  }

  private RegistryHttp(String host, Supplier<HttpTransport> transport) {
    super(true, true, transport, transport);
    this.plain = Set.of(host);
    this.retries = new RegistryRetries(RegistryRetries.Pause.REAL);
  }

  /** A client that never connects: every request fails. */
  public static RegistryHttp unconnected(String host) {
    NoSocketFactory sockets = new NoSocketFactory();
    return new RegistryHttp(host, () -> transport(sockets, sockets, Optional.empty()));
  }

  @Override
  public Response call(String method, URL url, Request request) throws IOException {
    URL requested =
        plain.contains(url.getAuthority())
            ? new URL("http", url.getHost(), url.getPort(), url.getFile())
            : url;
    // A blob transfer cannot be resumed; its caller repeats it.
    return url.getPath().contains("/blobs/") && !method.equals("HEAD")
        ? super.call(method, requested, request)
        : retries.request(() -> super.call(method, requested, request));
  }

  private static Supplier<HttpTransport> verifying(
      Optional<TrustedCertificates> certificates, Optional<HttpProxy> proxy) {
    Supplier<SSLConnectionSocketFactory> system =
        SSLConnectionSocketFactory::getSystemSocketFactory;
    LazyTlsFactory sockets =
        new LazyTlsFactory(
            certificates
                .map(
                    it ->
                        new SSLConnectionSocketFactory(
                            it.context())) // may be invalid: report it now
                .<Supplier<SSLConnectionSocketFactory>>map(own -> () -> own)
                .orElse(system));
    return () -> transport(PlainConnectionSocketFactory.getSocketFactory(), sockets, proxy);
  }

  private static Supplier<HttpTransport> trustingAll(Optional<HttpProxy> proxy) {
    LazyTlsFactory sockets =
        new LazyTlsFactory(
            () -> {
              try {
                return new SSLConnectionSocketFactory(
                    SslUtils.trustAllSSLContext(), NoopHostnameVerifier.INSTANCE);
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JVM has no TLS", e);
              }
            });
    return () -> transport(PlainConnectionSocketFactory.getSocketFactory(), sockets, proxy);
  }

  /** Like jib's own transport, but initializes TLS lazily. */
  private static HttpTransport transport(
      ConnectionSocketFactory plain, ConnectionSocketFactory tls, Optional<HttpProxy> proxy) {
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", plain)
                .register("https", tls)
                .build());
    connections.setMaxTotal(CONNECTIONS);
    connections.setDefaultMaxPerRoute(CONNECTIONS_OF_A_HOST);
    HttpClientBuilder builder =
        HttpClientBuilder.create()
            .useSystemProperties()
            .setConnectionManager(connections)
            .disableRedirectHandling()
            .addInterceptorLast(new BoundedAnswers())
            .disableAutomaticRetries();
    if (proxy.isPresent()) {
      HttpProxy it = proxy.get();
      builder.setRoutePlanner(new DefaultProxyRoutePlanner(new HttpHost(it.host(), it.port())));
      it.credentials()
          .ifPresent(
              its -> {
                BasicCredentialsProvider provider = new BasicCredentialsProvider();
                provider.setCredentials(
                    new AuthScope(it.host(), it.port()),
                    new UsernamePasswordCredentials(its.user(), its.password()));
                builder.setDefaultCredentialsProvider(provider);
              });
    } else {
      builder.setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()));
    }
    return new ApacheHttpTransport(builder.build());
  }
}
