package dev.innerloop.cluster.api;

import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the API server, or its absence, says: turned into what a user can act on. */
public final class ApiErrors {

  /** The words of RBAC, and of webhooks that authorize in its place. */
  private static final Pattern LACKS_RIGHT =
      Pattern.compile("User \"[^\"]*\" cannot [a-z]+ (?:resource|path)");

  private final String context;
  private final String user;
  private final String server;

  public ApiErrors(String context, String user, String server) {
    this.context = context;
    this.user = user;
    this.server = server;
  }

  /**
   * Runs something that talks to the API server.
   *
   * @param doing what the user would say is done, such as {@code apply Deployment hello}
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
    if (e.getCode() <= 0 && e.getCause() instanceof IOException) {
      return unreachable(e);
    }
    return switch (e.getCode()) {
      case 401 -> unauthorized(e);
      case 403 ->
          new Problem(
              "The cluster refused to " + doing + ": " + reason(e),
              (lacksRight(e) || Denial.of(reason(e)).isEmpty()
                      ? ""
                      : "That is a rule of this cluster: change what its words name, in the POM or"
                          + " in src/main/kubernetes.\n")
                  + "You act as user "
                  + user
                  + " of context "
                  + context
                  + ". Ask whoever runs the"
                  + " cluster for the right, or use a namespace of yours: -Ddev.namespace=NAME",
              e);
      case 409 ->
          new Problem(
              "The cluster did not " + doing + ": " + reason(e), "Try again in a moment.", e);
      default ->
          new Problem(
              "The cluster did not " + doing + ": " + reason(e),
              "The words after the colon are the API server's (HTTP "
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
            + " does not accept user "
            + user
            + " of context "
            + context
            + " (401 Unauthorized).",
        "Log in again as you usually do, then check with: kubectl --context="
            + context
            + " auth whoami",
        e);
  }

  private Problem unreachable(KubernetesClientException e) {
    return new Problem(
        "The API server "
            + server
            + " of context "
            + context
            + " cannot be reached: "
            + why(e)
            + ".",
        "Start the cluster or connect to its network, choose another context (-Ddev.context=NAME),"
            + " or run without a cluster: -Ddev.target=local",
        e);
  }

  private static String why(Throwable thrown) {
    Throwable innermost = thrown;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      innermost = t;
      if (t instanceof UnknownHostException || unresolved(t)) {
        return "its host name is not known here";
      }
      if (t instanceof HttpTimeoutException || t instanceof TimeoutException) {
        return "it does not answer";
      }
      if (t instanceof SSLException) {
        return "no trusted connection (" + t.getMessage() + ")";
      }
      if (t instanceof ConnectException && !unresolved(t.getCause())) {
        return t.getMessage() == null ? "connection refused" : t.getMessage();
      }
    }
    return innermost.getMessage() == null
        ? innermost.getClass().getSimpleName()
        : innermost.getMessage();
  }

  /** The JDK's HTTP client says "unresolved" by an exception that is not public. */
  private static boolean unresolved(@Nullable Throwable thrown) {
    return thrown != null && thrown.getClass().getSimpleName().equals("UnresolvedAddressException");
  }

  /** Whether it was refused for want of a right, and not by a policy or a quota. */
  public static boolean lacksRight(KubernetesClientException e) {
    return e.getCode() == 403 && LACKS_RIGHT.matcher(reason(e)).find();
  }

  /** The server's own words where there are some. */
  public static String reason(KubernetesClientException e) {
    Status status = e.getStatus();
    return status != null && status.getMessage() != null
        ? status.getMessage()
        : String.valueOf(e.getMessage());
  }
}
