package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.registry.RegistryCredentialsNotSentException;
import dev.innerloop.image.transport.Hosts;
import dev.innerloop.image.transport.Retries;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;

/**
 * Something done with an image: the one place where what jib, the network and the disk throw
 * becomes what a user reads.
 *
 * @param verb as in "cannot pull"
 * @param option the option by which the user named the image or its registry
 */
public record Attempt(String verb, ImageReference image, String option, Clock clock) {

  public Attempt(String verb, ImageReference image, String option) {
    this(verb, image, option, Clock.systemUTC());
  }

  public static Attempt toPull(ImageReference image) {
    return new Attempt("pull", image, "dev.baseImage");
  }

  public static Attempt toPush(ImageReference image) {
    return new Attempt("push", image, "dev.registry");
  }

  public <T> T run(Callable<T> action) {
    try {
      return action.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(cannot("it was interrupted"), "Type the command again.", e);
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
        "If this does not explain it, add -X for all there is to know.",
        failure);
  }

  private Optional<Problem> known(Throwable cause, Exception failure) {
    if (cause instanceof Problem problem) {
      return Optional.of(problem);
    }
    String[] whatAndRemedy = null;
    if (cause instanceof ResponseException response) {
      whatAndRemedy = answered(response);
    } else if (cause instanceof RegistryAuthenticationFailedException
        && !(cause.getCause() instanceof ResponseException)) {
      whatAndRemedy = new String[] {host() + " refused the login", login()};
    } else if (cause instanceof UnknownHostException) {
      whatAndRemedy = new String[] {"there is no host " + hostName(), checkTheName()};
    } else if (cause instanceof SocketTimeoutException || timedOut(cause)) {
      whatAndRemedy =
          new String[] {
            host() + " does not answer", "Is a VPN or a proxy needed? " + checkTheName()
          };
    } else if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      whatAndRemedy =
          new String[] {
            "nothing listens at " + host(),
            "Start the registry, or name another one. " + checkTheName()
          };
    } else if (cause instanceof RegistryCredentialsNotSentException) {
      whatAndRemedy = unencrypted();
    } else if (Retries.isCut(cause)) {
      whatAndRemedy =
          new String[] {
            "the connection to " + host() + " was cut, five times in a row",
            "Type the command again: what arrived is not sent again."
                + " If it stays so, a proxy or the registry limits size or time."
          };
    } else if (cause instanceof SSLException || cause instanceof InsecureRegistryException) {
      whatAndRemedy = untrusted(cause);
    } else if (cause instanceof IOException && says(cause, "No space left")) {
      whatAndRemedy = new String[] {"the disk is full", "Make room, then type the command again."};
    }
    return Optional.ofNullable(whatAndRemedy)
        .map(text -> new Problem(cannot(text[0]), text[1], failure));
  }

  private String[] untrusted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException
          || cause instanceof CertificateNotYetValidException) {
        return new String[] {
          "the certificate of "
              + host()
              + (cause instanceof CertificateExpiredException
                  ? " is out of date"
                  : " is not valid yet")
              + ", if this machine's clock is right, which says "
              + clock.instant().truncatedTo(ChronoUnit.MINUTES),
          "Set the clock, or have whoever runs the registry renew its certificate:\ndate -u"
        };
      }
      if (says(cause, "plaintext connection") || says(cause, "Unsupported or unrecognized SSL")) {
        return new String[] {
          host() + " speaks plain HTTP",
          "If everybody on the way may read and change what is sent:\n-Ddev.insecure=true"
        };
      }
    }
    return new String[] {
      host() + " has a certificate that this JVM does not trust",
      "Name the authority that signed it: -Ddev.registryCertificates=ca.pem\n"
          + "If you trust it without: -Ddev.insecure=true"
    };
  }

  private String[] unencrypted() {
    return new String[] {
      host() + " wants a login, and speaks plain HTTP, over which none is sent",
      "Give the registry TLS. With an authority of your own:" + " -Ddev.registryCertificates=ca.pem"
    };
  }

  private String[] answered(ResponseException response) {
    if (response.getStatusCode() == 401 && response.requestAuthorizationCleared()) {
      return unencrypted();
    }
    return switch (response.getStatusCode()) {
      case 401 -> new String[] {host() + " wants another login (401)", login()};
      case 407 ->
          new String[] {
            "the proxy on the way to " + host() + " wants another login (407)",
            "Set it in the proxy of ~/.m2/settings.xml, or in HTTPS_PROXY."
          };
      case 413 ->
          new String[] {
            host() + " takes no layers of that size (413)",
            "Ask whoever runs the registry, or the proxy before it, to allow larger requests."
          };
      case 429 ->
          new String[] {
            host() + " has answered too many requests of yours (429)" + details(response),
            "Wait"
                + (response.getHeaders().getRetryAfter() == null
                    ? " some minutes"
                    : " for " + response.getHeaders().getRetryAfter() + " s")
                + (verb.equals("pull")
                    ? ", name a mirror with -Ddev.mirrors="
                        + (isDockerHub() ? "docker.io" : image.getRegistry())
                        + "=HOST, or log in:\n"
                    : ", or log in as somebody who may do more:\n")
                + loginCommand()
          };
      case 403 ->
          new String[] {
            host() + " does not let you (403)",
            "Name a repository that you may write to, with -D"
                + option
                + "=, or log in as somebody who may:\n"
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
                host() + " has no room: its disk is full (" + response.getStatusCode() + ")",
                "Ask whoever runs the registry to make room."
              }
              : new String[] {
                host() + " answered " + response.getStatusCode() + details(response),
                "Try again later, or ask whoever runs the registry."
              };
    };
  }

  /** Docker's registry hands on the words of Linux, or the number of its error. */
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
    return cause instanceof ConnectException && says(cause, "timed out");
  }

  private static boolean says(Throwable cause, String words) {
    return cause.getMessage() != null && cause.getMessage().contains(words);
  }

  private String cannot(String why) {
    return "Cannot " + verb + " " + image + ": " + why;
  }

  private String login() {
    // To somebody unknown, registries do not tell a private repository from a misspelt one.
    return verb.equals("pull")
        ? "Check the name with -D" + option + "=, or log in if it is private:\n" + loginCommand()
        : "Log in, then try again:\n" + loginCommand();
  }

  private String loginCommand() {
    return isDockerHub() ? "docker login" : "docker login " + image.getRegistry();
  }

  private String checkTheName() {
    return "Check the name:\n-D" + option + "=";
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
