package dev.innerloop.cluster.diagnosis;

import dev.innerloop.cluster.diagnosis.Containers.OfPod;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The node has no image to run. */
final class ImagePulls {

  /** How container runtimes wrap the registry's words. */
  private static final Pattern WRAPPING =
      Pattern.compile(
          "^Back-off pulling image \"[^\"]*\"(: ErrImagePull)?(: )?|rpc error: code = \\w+ desc = ");

  private ImagePulls() {}

  static Finding of(OfPod container, String reason, String message, Evidence evidence) {
    String words = words(container, message, evidence);
    Verdict verdict = verdict(reason, words.toLowerCase(Locale.ROOT));
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

  private static Verdict verdict(String reason, String words) {
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
          "The image exists, and not for the platform of the node. Use a base image that has it"
              + " (-Ddev.baseImage=IMAGE). See: kubectl get nodes -L kubernetes.io/arch");
    }
    if (has(words, "unauthorized", "authentication required", "authorization failed", "denied")
        || has(words, "403 forbidden", "no basic auth", "401 ")) {
      return Verdict.certain(
          "The registry wants a login of the nodes, or there is no such image in it. For a login:"
              + " kubectl create secret docker-registry NAME --docker-server=HOST"
              + " --docker-username=USER --docker-password=PASSWORD, and name it in"
              + " imagePullSecrets by a fragment.");
    }
    if (has(words, "x509", "certificate", "gave http response", "tls:")) {
      return Verdict.certain(
          "The nodes do not trust the registry: one without TLS, or with a certificate of your own,"
              + " must be allowed in the container runtime of each node.");
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
    if (has(words, "no such host", "refused", "i/o timeout", "no route", "deadline exceeded")) {
      return new Verdict(
          Duration.ofSeconds(20),
          "The nodes do not reach the registry under that name. If they know it by another one:"
              + " -Ddev.pullRegistry=HOST:PORT");
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

  private static boolean has(String words, String... any) {
    return List.of(any).stream().anyMatch(words::contains);
  }
}
