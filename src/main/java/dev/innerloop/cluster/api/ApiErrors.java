package dev.innerloop.cluster.api;

import dev.innerloop.io.CertificatePeriod;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns errors of the API server, and failures to reach it, into problems with a remedy. */
public final class ApiErrors {

  /** The message of RBAC, and of authorization webhooks that replace it. */
  private static final Pattern LACKS_RIGHT =
      Pattern.compile("User \"[^\"]*\" cannot [a-z]+ (?:resource|path)");

  private final String context;
  private final String user;
  private final String server;
  private final Clock clock;

  public ApiErrors(String context, String user, String server) {
    this(context, user, server, Clock.systemUTC());
  }

  ApiErrors(String context, String user, String server, Clock clock) {
    this.context = context;
    this.user = user;
    this.server = server;
    this.clock = clock;
  }

  /**
   * Runs a call to the API server.
   *
   * @param doing what the call does, as an infinitive in the user's terms, such as {@code apply
   *     Deployment hello}
   */
  public <T> T during(String doing, Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw problem(doing, e);
    }
  }

  public void running(String doing, Runnable call) {
    try {
      call.run();
    } catch (KubernetesClientException e) {
      throw problem(doing, e);
    }
  }

  public Problem problem(String doing, KubernetesClientException e) {
    for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
      if (t instanceof Problem problem) {
        return problem; // of the credentials: no request was sent
      }
    }
    if (e.getCode() <= 0
        && (e.getCause() instanceof IOException || e.getCause() instanceof TimeoutException)) {
      return unreachable(e);
    }
    return switch (e.getCode()) {
      case 401 -> unauthorized(e);
      case 403 ->
          new Problem(
              "The API server refused to " + doing + " (403 Forbidden): " + reason(e),
              (lacksRight(e) || AdmissionDenial.of(reason(e)).isEmpty()
                      ? ""
                      : "This is a policy of the cluster: change what its message names, in the POM"
                          + " or in src/main/kubernetes.\n")
                  + "You act as user "
                  + user
                  + " of context "
                  + context
                  + ". Ask a cluster administrator for the permission, or use a namespace of your"
                  + " own: -Ddev.namespace=NAME",
              e);
      case 409 ->
          new Problem(
              "The API server did not " + doing + " (409 Conflict): " + reason(e),
              "Try again in a moment.",
              e);
      default ->
          new Problem(
              "The API server did not " + doing + ": " + reason(e),
              "The text after the colon is the API server's message (HTTP "
                  + e.getCode()
                  + ", context "
                  + context
                  + ").",
              e);
    };
  }

  private Problem unauthorized(KubernetesClientException e) {
    return new Problem(
        "The API server "
            + server
            + " rejected the credentials of user "
            + user
            + " of context "
            + context
            + " (401 Unauthorized).",
        "Renew your login to the cluster, then check it with: kubectl --context="
            + context
            + " auth whoami",
        e);
  }

  private Problem unreachable(KubernetesClientException e) {
    Optional<String> period = CertificatePeriod.violated(e, clock);
    return new Problem(
        "The API server "
            + server
            + " of context "
            + context
            + " cannot be reached: "
            + period.map("its certificate "::concat).orElseGet(() -> why(e))
            + ".",
        period.isPresent()
            ? "If the clock is wrong, correct it: sudo timedatectl set-ntp true\n"
                + "Else ask the administrator of the cluster to renew the certificate."
            : "Start the cluster or connect to its network, choose another context"
                + " (-Ddev.context=NAME), or run on this machine: -Ddev.target=local",
        e);
  }

  private static String why(Throwable thrown) {
    Throwable innermost = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      innermost = t;
      if (t instanceof UnknownHostException || unresolved(t)) {
        return "unknown host";
      }
      if (t instanceof HttpTimeoutException || t instanceof TimeoutException) {
        return "the request timed out";
      }
      if (t instanceof SSLException) {
        return "TLS handshake failed (" + t.getMessage() + ")";
      }
      if (t instanceof ConnectException && !unresolved(t.getCause())) {
        return t.getMessage() == null ? "connection refused" : t.getMessage();
      }
    }
    return innermost.getMessage() == null
        ? innermost.getClass().getSimpleName()
        : innermost.getMessage();
  }

  /**
   * The JDK's HTTP client reports an unresolved address with an exception class that is not public.
   */
  private static boolean unresolved(@Nullable Throwable thrown) {
    return thrown != null && thrown.getClass().getSimpleName().equals("UnresolvedAddressException");
  }

  /**
   * Whether the request was denied for a missing permission, rather than by a policy or a quota.
   */
  public static boolean lacksRight(KubernetesClientException e) {
    return e.getCode() == 403 && LACKS_RIGHT.matcher(reason(e)).find();
  }

  /** The API server's own message, if it sent one. */
  public static String reason(KubernetesClientException e) {
    Status status = e.getStatus();
    return status != null && status.getMessage() != null
        ? status.getMessage()
        : String.valueOf(e.getMessage());
  }
}
