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
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.DefaultProxyRoutePlanner;
import org.apache.http.impl.conn.SystemDefaultRoutePlanner;

/**
 * Requests to registries: by the user's proxy, over TLS that the user trusts, again if that helps.
 */
public final class RegistryHttp extends CustomHttpClient {

  private final Retries retries;

  public RegistryHttp(
      boolean insecure,
      boolean loginOverHttp,
      Optional<Trust> trust,
      Optional<HttpProxy> proxy,
      Retries retries) {
    super(insecure, loginOverHttp, trusting(trust, proxy), credulous(proxy));
    this.retries = retries;
  }

  @Override
  public Response call(String method, URL url, Request request) throws IOException {
    // What was sent or received of a blob cannot be continued: whoever moves it tries it again.
    return url.getPath().contains("/blobs/") && !method.equals("HEAD")
        ? super.call(method, url, request)
        : retries.request(() -> super.call(method, url, request));
  }

  private static Supplier<HttpTransport> trusting(
      Optional<Trust> trust, Optional<HttpProxy> proxy) {
    SSLConnectionSocketFactory sockets =
        trust
            .map(it -> new SSLConnectionSocketFactory(it.context()))
            .orElseGet(SSLConnectionSocketFactory::getSystemSocketFactory);
    return () -> transport(sockets, proxy);
  }

  private static Supplier<HttpTransport> credulous(Optional<HttpProxy> proxy) {
    return () -> {
      try {
        SSLContext context = SslUtils.trustAllSSLContext();
        return transport(
            new SSLConnectionSocketFactory(context, NoopHostnameVerifier.INSTANCE), proxy);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JVM has no TLS", e);
      }
    };
  }

  private static HttpTransport transport(
      SSLConnectionSocketFactory sockets, Optional<HttpProxy> proxy) {
    HttpClientBuilder builder =
        ApacheHttpTransport.newDefaultHttpClientBuilder().setSSLSocketFactory(sockets);
    if (proxy.isPresent()) {
      HttpProxy it = proxy.get();
      builder.setRoutePlanner(new DefaultProxyRoutePlanner(new HttpHost(it.host(), it.port())));
      it.login()
          .ifPresent(
              login -> {
                BasicCredentialsProvider logins = new BasicCredentialsProvider();
                logins.setCredentials(
                    new AuthScope(it.host(), it.port()),
                    new UsernamePasswordCredentials(login.user(), login.password()));
                builder.setDefaultCredentialsProvider(logins);
              });
    } else {
      builder.setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()));
    }
    return new ApacheHttpTransport(builder.build());
  }
}
