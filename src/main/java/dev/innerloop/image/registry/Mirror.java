package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.image.transport.Hosts;
import dev.innerloop.problem.Problem;
import java.util.Optional;

/**
 * A mirror of a registry.
 *
 * @param registry its host
 * @param location the host of the mirror, optionally with a path
 */
public record Mirror(String registry, String location) {

  /**
   * Reads {@code docker.io=mirror.example.com/hub}.
   *
   * @throws Problem if it is invalid
   */
  public static Mirror parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new Problem(
          "dev.mirrors has \"" + text + "\", which is not of the form REGISTRY=MIRROR.",
          "Use this form:\n-Ddev.mirrors=docker.io=mirror.example.com/hub");
    }
    return new Mirror(
        text.substring(0, equals).strip(), text.substring(equals + 1).strip().replaceAll("/$", ""));
  }

  /** The reference of an image at this mirror; empty if the image belongs to another registry. */
  Optional<ImageReference> copyOf(ImageReference image) {
    if (!Hosts.names(image.getRegistry()).contains(registry)) {
      return Optional.empty();
    }
    int slash = location.indexOf('/');
    String host = slash < 0 ? location : location.substring(0, slash);
    String path = slash < 0 ? "" : location.substring(slash + 1) + "/";
    return Optional.of(
        ImageReference.of(
            host,
            path + image.getRepository(),
            image.getTag().orElse(null),
            image.getDigest().orElse(null)));
  }
}
