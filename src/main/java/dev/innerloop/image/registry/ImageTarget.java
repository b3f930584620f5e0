package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.problem.Problem;
import java.util.Locale;
import java.util.Optional;

/**
 * The repository that an image is pushed to, and its name for the cluster's nodes: one path under
 * two hosts, which differ if the nodes use another address for the registry.
 *
 * @param push the repository to push to, with host
 * @param pull the repository that nodes pull from, with host
 * @param tag a tag chosen by the user; if empty, the tag is derived from the content
 */
public record ImageTarget(String push, String pull, Optional<String> tag) {

  /** The host of images without a registry, as used by Podman: nothing is ever pulled from it. */
  public static final String NOWHERE = "localhost/";

  /**
   * An app's image in a registry.
   *
   * @param registry {@code dev.registry}: a host, optionally with a port and a path prefix
   * @param pullRegistry {@code dev.pullRegistry}, if nodes use another address for the registry
   * @param app the app's name
   * @throws Problem if a registry is invalid
   */
  public static ImageTarget in(String registry, Optional<String> pullRegistry, String app) {
    String repository = repositoryName(app);
    String push = withoutTrailingSlash(registry) + "/" + repository;
    String pull = withoutTrailingSlash(pullRegistry.orElse(registry)) + "/" + repository;
    return new ImageTarget(
        checked(push, "dev.registry", registry),
        checked(pull, "dev.pullRegistry", pullRegistry.orElse(registry)),
        Optional.empty());
  }

  /**
   * The image of a full reference.
   *
   * @param image {@code dev.image}: host, repository, and optionally a tag
   * @param pullRegistry {@code dev.pullRegistry}: the host that replaces the host of the image
   * @throws Problem if it is not an image reference
   */
  public static ImageTarget named(String image, Optional<String> pullRegistry) {
    ImageReference reference = ImageReferences.parse(image, "dev.image");
    int colon = image.lastIndexOf(':');
    boolean tagged = colon > image.lastIndexOf('/');
    if (reference.getDigest().isPresent()) {
      throw new Problem(
          "dev.image is \""
              + image
              + "\", but the digest of an image is not known before it is built",
          "Remove the digest:\n-Ddev.image=" + image.substring(0, image.indexOf('@')));
    }
    String push = tagged ? image.substring(0, colon) : image;
    String pull =
        pullRegistry
            .map(
                host ->
                    checked(
                        withoutTrailingSlash(host) + "/" + reference.getRepository(),
                        "dev.pullRegistry",
                        host))
            .orElse(push);
    return new ImageTarget(push, pull, tagged ? reference.getTag() : Optional.empty());
  }

  /**
   * An image that is loaded into nodes without a registry. Its tag is always derived from the
   * content, because it shows which content the nodes have.
   *
   * @param image {@code dev.image}, of which only the path is used
   * @param app the app's name
   */
  public static ImageTarget loaded(Optional<String> image, String app) {
    String path =
        image
            .map(named -> ImageReferences.parse(named, "dev.image").getRepository())
            .orElseGet(() -> repositoryName(app));
    return new ImageTarget(NOWHERE + path, NOWHERE + path, Optional.empty());
  }

  /** A valid lower-case repository name for a name. */
  public static String repositoryName(String name) {
    String clean =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return clean.isEmpty() ? "app" : clean;
  }

  private static String withoutTrailingSlash(String host) {
    return host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
  }

  private static String checked(String name, String property, String given) {
    ImageReferences.parse(name, property, given);
    return name;
  }
}
