package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.registry.RegistryCredentialsNotSentException;
import dev.innerloop.image.transport.Hosts;
import dev.innerloop.image.transport.RegistryRetries;
import dev.innerloop.io.CertificatePeriod;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;

/**
 * An operation on an image. Translates exceptions of jib, the network and the disk into messages
 * for the user.
 *
 * @param verb as in "cannot pull"
 * @param option the option that names the image or its registry
 */
public record RegistryErrors(String verb, ImageReference image, String option, Clock clock) {

  public RegistryErrors(String verb, ImageReference image, String option) {
    this(verb, image, option, Clock.systemUTC());
  }

  public static RegistryErrors ofPull(ImageReference image) {
    return new RegistryErrors("pull", image, "dev.baseImage");
  }

  public static RegistryErrors ofPush(ImageReference image) {
    return new RegistryErrors("push", image, "dev.registry");
  }

  /** Runs an action, and translates what it throws. */
  public <T> T translate(Callable<T> action) {
    try {
      return action.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(cannot("it was interrupted"), "Run the command again.", e);
    } catch (Exception e) {
      throw explain(e);
    }
  }

  private Problem explain(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<Problem> known = known(cause, failure);
      if (known.isPresent()) {
        return known.get();
      }
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new Problem(
        cannot(Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName())),
        "Run the command again with -X for the full stack trace.",
        failure);
  }

  private Optional<Problem> known(Throwable cause, Exception failure) {
    if (cause instanceof Problem problem) {
      return Optional.of(problem);
    }
    String[] whatAndRemedy = null;
    if (cause instanceof ResponseException response) {
      whatAndRemedy = ofResponse(response);
    } else if (cause instanceof RegistryAuthenticationFailedException
        && !(cause.getCause() instanceof ResponseException)) {
      whatAndRemedy = new String[] {host() + " rejected the credentials", login()};
    } else if (cause instanceof UnknownHostException) {
      whatAndRemedy =
          new String[] {
            "unknown host " + hostName(),
            "Check whether this machine has a network, and needs a VPN or a proxy. "
                + checkTheName()
          };
    } else if (cause instanceof SocketTimeoutException || timedOut(cause)) {
      whatAndRemedy =
          new String[] {
            host() + " does not answer",
            "Check whether you need a VPN or a proxy. " + checkTheName()
          };
    } else if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      whatAndRemedy =
          new String[] {
            "connection refused by " + host(),
            "Start the registry, or use another one. " + checkTheName()
          };
    } else if (cause instanceof RegistryCredentialsNotSentException) {
      whatAndRemedy = unencrypted();
    } else if (RegistryRetries.isConnectionLost(cause)) {
      whatAndRemedy =
          new String[] {
            "the connection to " + host() + " was lost in five consecutive attempts",
            "Run the command again; layers that arrived are not sent again. If the error persists,"
                + " a proxy or the registry limits the size or duration of requests."
          };
    } else if (cause instanceof SSLException || cause instanceof InsecureRegistryException) {
      whatAndRemedy = untrusted(cause);
    } else if (cause instanceof IOException && mentions(cause, "No space left")) {
      whatAndRemedy =
          new String[] {"the disk is full", "Free disk space, then run the command again."};
    }
    return Optional.ofNullable(whatAndRemedy).map(it -> new Problem(cannot(it[0]), it[1], failure));
  }

  private String[] untrusted(Throwable failure) {
    Optional<String> period = CertificatePeriod.violated(failure, clock);
    if (period.isPresent()) {
      return new String[] {
        "the certificate of " + host() + " " + period.get(),
        "Correct the clock, or ask the administrator of the registry to renew the certificate:\n"
            + "date -u"
      };
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (mentions(cause, "plaintext connection")
          || mentions(cause, "Unsupported or unrecognized SSL")) {
        return new String[] {
          host() + " uses plain HTTP", "To allow unencrypted connections:\n-Ddev.insecure=true"
        };
      }
    }
    return new String[] {
      host() + " has a certificate that this JVM does not trust",
      "Set the CA certificate: -Ddev.registryCertificates=ca.pem\n"
          + "To allow untrusted certificates: -Ddev.insecure=true"
    };
  }

  private String[] unencrypted() {
    return new String[] {
      host() + " requires authentication over plain HTTP, but credentials are sent only over TLS",
      "Enable TLS in the registry. If it uses a private CA: -Ddev.registryCertificates=ca.pem"
    };
  }

  private String[] ofResponse(ResponseException response) {
    if (response.getStatusCode() == 401 && response.requestAuthorizationCleared()) {
      return unencrypted();
    }
    return switch (response.getStatusCode()) {
      case 401 -> new String[] {"authentication failed at " + host() + " (401)", login()};
      case 407 ->
          new String[] {
            "authentication failed at the proxy for " + host() + " (407)",
            "Set the credentials of the proxy in ~/.m2/settings.xml or in HTTPS_PROXY."
          };
      case 413 ->
          new String[] {
            host() + " rejects layers of this size (413)",
            "Ask the administrator of the registry or its proxy to allow larger requests."
          };
      case 429 ->
          new String[] {
            "rate limit exceeded at " + host() + " (429)" + details(response),
            "Wait"
                + (response.getHeaders().getRetryAfter() == null
                    ? " a few minutes"
                    : " for " + response.getHeaders().getRetryAfter() + " s")
                + (verb.equals("pull")
                    ? ", use a mirror with -Ddev.mirrors="
                        + (isDockerHub() ? "docker.io" : image.getRegistry())
                        + "=HOST, or log in:\n"
                    : ", or log in with credentials that have a higher limit:\n")
                + loginCommand()
          };
      case 403 ->
          new String[] {
            "access denied by " + host() + " (403)",
            "Use a repository to which you have write access, with -D"
                + option
                + ", or log in with other credentials:\n"
                + loginCommand()
          };
      case 404 ->
          new String[] {
            host() + " has no " + image.getRepository() + " " + image.getQualifier() + " (404)",
            checkTheName()
          };
      default ->
          isFull(response)
              ? new String[] {
                host() + " has a full disk (" + response.getStatusCode() + ")",
                "Ask the administrator of the registry to free disk space."
              }
              : new String[] {
                host() + " answered " + response.getStatusCode() + details(response),
                "Try again later, or ask the administrator of the registry."
              };
    };
  }

  /** Docker's registry passes on the error message or error number of Linux. */
  private static boolean isFull(ResponseException response) {
    String details = details(response);
    return response.getStatusCode() == 507
        || details.contains("no space left")
        || details.contains("\"Err\":28");
  }

  private static String details(ResponseException response) {
    String content = response.getContent();
    return content == null || content.isBlank() ? "" : ": " + content.strip();
  }

  private static boolean timedOut(Throwable cause) {
    return cause instanceof ConnectException && mentions(cause, "timed out");
  }

  private static boolean mentions(Throwable cause, String text) {
    return cause.getMessage() != null && cause.getMessage().contains(text);
  }

  private String cannot(String why) {
    return "Cannot " + verb + " " + image + ": " + why;
  }

  private String login() {
    // Without authentication, registries do not distinguish a private repository from a misspelled
    // name.
    return verb.equals("pull")
        ? "Check the name with -D" + option + ", or log in if it is private:\n" + loginCommand()
        : "Log in, then try again:\n" + loginCommand();
  }

  private String loginCommand() {
    return isDockerHub() ? "docker login" : "docker login " + image.getRegistry();
  }

  private String checkTheName() {
    return "Check the name:\n-D" + option + "=" + ImageReferences.suggestion(option);
  }

  private boolean isDockerHub() {
    return Hosts.isDockerHub(image.getRegistry());
  }

  private String host() {
    return isDockerHub() ? "Docker Hub" : image.getRegistry();
  }

  private String hostName() {
    return Hosts.withoutPort(image.getRegistry());
  }
}
