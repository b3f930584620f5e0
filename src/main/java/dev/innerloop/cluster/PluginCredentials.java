package dev.innerloop.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Authenticates requests with what a plugin returns, which runs again when that has expired. */
final class PluginCredentials implements Interceptor {

  private static final String AUTHORIZATION = "Authorization";

  private final CredentialPlugin plugin;

  @GuardedBy("this")
  private PluginCredential credential;

  private PluginCredentials(CredentialPlugin plugin, PluginCredential credential) {
    this.plugin = plugin;
    this.credential = credential;
  }

  /** Runs the plugin for the first time. */
  static PluginCredentials of(CredentialPlugin plugin) {
    return new PluginCredentials(plugin, plugin.runFirst());
  }

  synchronized PluginCredential current() {
    return credential;
  }

  @Override
  public void before(BasicBuilder request, HttpRequest unused, RequestTags tags) {
    authorization().ifPresent(value -> request.setHeader(AUTHORIZATION, value));
  }

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder request, HttpResponse<?> response, RequestTags tags) {
    if (response.code() != 401) {
      return CompletableFuture.completedFuture(false);
    }
    Optional<String> sent = Optional.ofNullable(response.request().header(AUTHORIZATION));
    Optional<String> renewed = renewed(sent);
    renewed.ifPresent(value -> request.setHeader(AUTHORIZATION, value));
    return CompletableFuture.completedFuture(renewed.isPresent() && !renewed.equals(sent));
  }

  private synchronized Optional<String> authorization() {
    if (credential.hasExpired(Instant.now())) {
      credential = again();
    }
    return header();
  }

  /** Of many requests that were rejected at once, one runs the plugin. */
  private synchronized Optional<String> renewed(Optional<String> rejected) {
    if (header().equals(rejected)) {
      credential = again();
    }
    return header();
  }

  @GuardedBy("this")
  private Optional<String> header() {
    return credential.token().map(token -> "Bearer " + token);
  }

  /** Those who retry requests know no other exception. */
  private PluginCredential again() {
    try {
      return plugin.run();
    } catch (Problem e) {
      throw new KubernetesClientException(e.getMessage(), e);
    }
  }
}
