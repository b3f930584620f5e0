package dev.innerloop.cluster.diagnosis;

import dev.innerloop.cluster.diagnosis.ContainerFailures.OfPod;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The node cannot pull the image. */
public final class ImagePullFailures {

  /** How container runtimes wrap the registry's message. */
  private static final Pattern WRAPPING =
      Pattern.compile(
          "^Back-off pulling image \"[^\"]*\"(: ErrImagePull)?(: )?|rpc error: code = \\w+ desc ="
              + " ");

  /** A busy kubelet may not see a new Secret yet, and pulls again 10 s later. */
  private static final Duration SECRET_SEEN = Duration.ofSeconds(20);

  private final OfPod container;
  private final Evidence evidence;

  private ImagePullFailures(OfPod container, Evidence evidence) {
    this.container = container;
    this.evidence = evidence;
  }

  static Finding of(OfPod container, String reason, String message, Evidence evidence) {
    String words = words(container, message, evidence);
    Verdict verdict =
        new ImagePullFailures(container, evidence).verdict(reason, words.toLowerCase(Locale.ROOT));
    Diagnosis diagnosis =
        new Diagnosis(
            Cause.IMAGE_PULL,
            container.sentence() + " cannot pull its image " + container.status().getImage(),
            words,
            container.place(),
            verdict.remedy());
    return verdict.grace().isZero()
        ? Finding.certain(diagnosis)
        : Finding.certainAfter(verdict.grace(), diagnosis);
  }

  /** Older kubelets only report the back-off; then the previous event has the reason. */
  private static String words(OfPod container, String message, Evidence evidence) {
    String words = unwrapped(message);
    return words.isEmpty()
        ? Events.of(container.pod(), evidence)
            .ofContainer(container.name())
            .newest(Set.of("Failed"))
            .map(event -> unwrapped(String.valueOf(event.getMessage())))
            .filter(text -> !text.startsWith("Error: "))
            .orElse(message)
        : words;
  }

  private static String unwrapped(String message) {
    return WRAPPING.matcher(message).replaceAll("");
  }

  /**
   * @param grace zero if only a change can fix it
   */
  private record Verdict(Duration grace, String remedy) {
    static Verdict certain(String remedy) {
      return new Verdict(Duration.ZERO, remedy);
    }
  }

  private Verdict verdict(String reason, String words) {
    if (reason.equals("InvalidImageName")) {
      return Verdict.certain(
          "The image name is not valid. Use HOST[:PORT]/PATH:TAG in lower case: correct"
              + " -Ddev.image, or the image in your own manifests.");
    }
    if (reason.equals("ErrImageNeverPull")) {
      return Verdict.certain(
          "imagePullPolicy is Never and the node does not have the image: load it into the node, or"
              + " remove the policy.");
    }
    if (has(words, "no match for platform", "exec format error", "does not match the specified")) {
      return Verdict.certain(
          "The image exists, but not for the node's platform. See the nodes' platforms: kubectl get"
              + " nodes -L kubernetes.io/arch, and build for them: -Ddev.platforms=linux/ARCH, on a"
              + " base image that supports it (-Ddev.baseImage=IMAGE).");
    }
    if (has(words, "gave http response")) {
      return Verdict.certain(
          "The registry speaks plain HTTP, and the nodes expect TLS. Configure TLS for it, or have"
              + " a cluster administrator allow plain HTTP on each node: with containerd, server ="
              + " \"http://"
              + host()
              + "\" in /etc/containerd/certs.d/"
              + host()
              + "/hosts.toml");
    }
    if (has(words, "x509", "certificate", "tls:")) {
      return Verdict.certain(
          "The nodes do not trust the registry's certificate. Have a cluster administrator install"
              + " its CA certificate on each node: with containerd, ca = \"/PATH/ca.pem\" in"
              + " /etc/containerd/certs.d/"
              + host()
              + "/hosts.toml");
    }
    if (has(words, "unauthorized", "authentication required", "authorization failed", "denied")
        || has(words, "403 forbidden", "no basic auth", "401 ")) {
      return missingSecret().isPresent()
          ? new Verdict(SECRET_SEEN, login())
          : Verdict.certain(login());
    }
    if (has(words, "toomanyrequests", "429 ")) {
      return new Verdict(
          Duration.ofMinutes(1),
          "The registry's pull rate limit is exceeded: log in, or use a mirror"
              + " (-Ddev.pullRegistry=HOST:PORT).");
    }
    if (has(words, "no space left")) {
      return Verdict.certain("The node's disk is full: ask a cluster administrator to free space.");
    }
    if (has(words, "no such host")) {
      return new Verdict(
          Duration.ofSeconds(20),
          "The nodes cannot resolve host " + host().replaceFirst(":\\d+$", "") + "." + otherName());
    }
    if (has(words, "refused", "i/o timeout", "no route", "deadline exceeded")) {
      return new Verdict(
          Duration.ofSeconds(20),
          "The nodes cannot reach the registry at this address."
              + (host().startsWith("localhost:") || host().startsWith("127.")
                  ? " On a node, localhost is the node itself."
                  : "")
              + otherName());
    }
    if (has(words, "not found", "manifest unknown", "does not exist", "name unknown")) {
      return Verdict.certain(
          "The image does not exist in the registry, as seen from the nodes. Push it (mvn dev:image"
              + " dev:push), correct its name and tag, or set the registry's address for nodes:"
              + " -Ddev.pullRegistry=HOST:PORT");
    }
    return new Verdict(
        Duration.ofSeconds(20),
        "Check that the nodes can reach the registry at this address (-Ddev.pullRegistry=HOST:PORT)"
            + " and may read it.");
  }

  private static String otherName() {
    return " If they reach the registry at another address: -Ddev.pullRegistry=HOST:PORT";
  }

  /** Without authentication, registries do not distinguish a private image from a missing one. */
  private String login() {
    String wants = "The registry requires authentication to pull, and ";
    String create =
        "kubectl create secret docker-registry NAME --docker-server="
            + host()
            + " --docker-username=USER --docker-password=PASSWORD";
    Optional<String> missing = missingSecret();
    List<String> named =
        container.pod().getSpec().getImagePullSecrets().stream()
            .map(LocalObjectReference::getName)
            .toList();
    if (named.isEmpty()) {
      return wants
          + "pod "
          + container.pod().getMetadata().getName()
          + " names no pull Secret (or the image does not exist). Log in on this machine (docker"
          + " login "
          + host()
          + ") and run the command again, or: "
          + create
          + ", and -Ddev.pullSecret=NAME";
    }
    if (missing.isPresent()) {
      return wants + "not all pull Secrets of the pod exist: " + missing.get() + " " + create;
    }
    return wants
        + "rejects the credentials in Secret "
        + String.join(", ", named)
        + " (or the image does not exist). Log in again on this machine (docker login "
        + host()
        + ") and run the command again, or recreate the Secret: kubectl delete secret "
        + named.get(0)
        + " && "
        + create.replace("NAME", named.get(0));
  }

  /** What the kubelet says of a Secret that it has not found. */
  private Optional<String> missingSecret() {
    return Events.of(container.pod(), evidence)
        .newest(Set.of("FailedToRetrieveImagePullSecret"))
        .map(event -> String.valueOf(event.getMessage()));
  }

  /** The image's registry at its address for nodes. */
  private String host() {
    String image = String.valueOf(container.status().getImage());
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost")
        ? first
        : "docker.io";
  }

  private static boolean has(String words, String... any) {
    return List.of(any).stream().anyMatch(words::contains);
  }
}
