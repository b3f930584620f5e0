package dev.innerloop.cluster.diagnosis.container;

import dev.innerloop.cluster.diagnosis.container.Containers.OfPod;
import dev.innerloop.cluster.diagnosis.evidence.Events;
import dev.innerloop.cluster.diagnosis.evidence.Evidence;
import dev.innerloop.cluster.diagnosis.finding.Cause;
import dev.innerloop.cluster.diagnosis.finding.Diagnosis;
import dev.innerloop.cluster.diagnosis.finding.Finding;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The node has no image to run. */
public final class ImagePulls {

  /** How container runtimes wrap the registry's words. */
  private static final Pattern WRAPPING =
      Pattern.compile(
          "^Back-off pulling image \"[^\"]*\"(: ErrImagePull)?(: )?|rpc error: code = \\w+ desc = ");

  private final OfPod container;
  private final Evidence evidence;

  private ImagePulls(OfPod container, Evidence evidence) {
    this.container = container;
    this.evidence = evidence;
  }

  static Finding of(OfPod container, String reason, String message, Evidence evidence) {
    String words = words(container, message, evidence);
    Verdict verdict =
        new ImagePulls(container, evidence).verdict(reason, words.toLowerCase(Locale.ROOT));
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

  /** Older nodes say only that they wait; then the event before has the reason. */
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
   * @param grace zero where only a change heals it
   */
  private record Verdict(Duration grace, String remedy) {
    static Verdict certain(String remedy) {
      return new Verdict(Duration.ZERO, remedy);
    }
  }

  private Verdict verdict(String reason, String words) {
    if (reason.equals("InvalidImageName")) {
      return Verdict.certain(
          "That is no name of an image. It is HOST[:PORT]/PATH:TAG, in small letters: correct"
              + " -Ddev.image, or the image in your own manifests.");
    }
    if (reason.equals("ErrImageNeverPull")) {
      return Verdict.certain(
          "imagePullPolicy is Never and the node does not have it: load it into the node, or leave"
              + " the policy out.");
    }
    if (has(words, "no match for platform", "exec format error", "does not match the specified")) {
      return Verdict.certain(
          "The image exists, and not for the platform of the node. See which that is: kubectl get"
              + " nodes -L kubernetes.io/arch, and build for it: -Ddev.platforms=linux/ARCH, on a"
              + " base image that has it (-Ddev.baseImage=IMAGE).");
    }
    if (has(words, "gave http response")) {
      return Verdict.certain(
          "The registry speaks plain HTTP, and the nodes want TLS. Give it TLS, or have whoever runs"
              + " the nodes allow it in each: with containerd, server = \"http://"
              + host()
              + "\" in /etc/containerd/certs.d/"
              + host()
              + "/hosts.toml");
    }
    if (has(words, "x509", "certificate", "tls:")) {
      return Verdict.certain(
          "The nodes do not trust the certificate of the registry. Whoever runs them has to give"
              + " each the authority that signed it: with containerd, ca = \"/PATH/ca.pem\" in"
              + " /etc/containerd/certs.d/"
              + host()
              + "/hosts.toml");
    }
    if (has(words, "unauthorized", "authentication required", "authorization failed", "denied")
        || has(words, "403 forbidden", "no basic auth", "401 ")) {
      return Verdict.certain(login());
    }
    if (has(words, "toomanyrequests", "429 ")) {
      return new Verdict(
          Duration.ofMinutes(1),
          "The registry limits how often images are pulled: log in, or use a mirror"
              + " (-Ddev.pullRegistry=HOST:PORT).");
    }
    if (has(words, "no space left")) {
      return Verdict.certain("The disk of the node is full: whoever runs it has to free some.");
    }
    if (has(words, "no such host")) {
      return new Verdict(
          Duration.ofSeconds(20),
          "The nodes know no host " + host().replaceFirst(":\\d+$", "") + "." + otherName());
    }
    if (has(words, "refused", "i/o timeout", "no route", "deadline exceeded")) {
      return new Verdict(
          Duration.ofSeconds(20),
          "The nodes do not reach the registry under that name."
              + (host().startsWith("localhost:") || host().startsWith("127.")
                  ? " To them, it is that of the node itself."
                  : "")
              + otherName());
    }
    if (has(words, "not found", "manifest unknown", "does not exist", "name unknown")) {
      return Verdict.certain(
          "There is no such image in that registry, as the nodes see it. Push it (mvn dev:image"
              + " dev:push), correct name and tag, or say how the nodes call the registry:"
              + " -Ddev.pullRegistry=HOST:PORT");
    }
    return new Verdict(
        Duration.ofSeconds(20),
        "Check that the nodes reach the registry under that name (-Ddev.pullRegistry=HOST:PORT)"
            + " and may read it.");
  }

  private static String otherName() {
    return " If they know the registry by another name: -Ddev.pullRegistry=HOST:PORT";
  }

  /** Registries do not tell strangers a private image from one that is not there. */
  private String login() {
    String wants = "The registry wants a login of the nodes, and ";
    String create =
        "kubectl create secret docker-registry NAME --docker-server="
            + host()
            + " --docker-username=USER --docker-password=PASSWORD";
    Optional<String> missing =
        Events.of(container.pod(), evidence)
            .newest(Set.of("FailedToRetrieveImagePullSecret"))
            .map(event -> String.valueOf(event.getMessage()));
    List<String> named =
        container.pod().getSpec().getImagePullSecrets().stream()
            .map(LocalObjectReference::getName)
            .toList();
    if (named.isEmpty()) {
      return wants
          + "pod "
          + container.pod().getMetadata().getName()
          + " names no Secret with one (or there is no such image). Log in here (docker login "
          + host()
          + ") and type the command again, or: "
          + create
          + ", and -Ddev.pullSecret=NAME";
    }
    if (missing.isPresent()) {
      return wants
          + "not all Secrets that the pod names are there: "
          + missing.get()
          + " "
          + create;
    }
    return wants
        + "takes none of those in Secret "
        + String.join(", ", named)
        + " (or there is no such image). Log in anew (docker login "
        + host()
        + ") and type the command again, or correct the Secret: kubectl delete secret "
        + named.get(0)
        + " && "
        + create.replace("NAME", named.get(0));
  }

  /** The image's registry, as the nodes know it. */
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
