package dev.innerloop.image.name;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.problem.Problem;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an image goes, and by which name the cluster's nodes find it there: one repository path
 * under two hosts, which differ when a registry is reached by another name from inside the cluster.
 *
 * @param push the repository that we push to, with host
 * @param pull the repository that nodes pull from, with host
 * @param tag a tag that the user chose; without one, images are tagged by their content
 */
public record ImageTarget(String push, String pull, Optional<String> tag) {

  /** The host of images that are in no registry, as Podman has it: nothing is ever pulled there. */
  public static final String NOWHERE = "localhost/";

  /**
   * An app's image in a registry.
   *
   * @param registry {@code dev.registry}: a host, with a port or a path prefix as need be
   * @param pullRegistry {@code dev.pullRegistry}, when nodes know the registry by another name
   * @param app the app's name
   * @throws Problem if a registry is not one
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
   * The image that a user named in full.
   *
   * @param image {@code dev.image}: host, repository, and a tag if the user wants a certain one
   * @param pullRegistry {@code dev.pullRegistry}: the host that stands for the image's own
   * @throws Problem if it is not an image reference
   */
  public static ImageTarget named(String image, Optional<String> pullRegistry) {
    ImageReference reference = References.parse(image, "dev.image");
    int colon = image.lastIndexOf(':');
    boolean tagged = colon > image.lastIndexOf('/');
    if (reference.getDigest().isPresent()) {
      throw new Problem(
          "dev.image is \""
              + image
              + "\", but the digest of an image is known only once it is built",
          "Leave the digest out:\n-Ddev.image=" + image.substring(0, image.indexOf('@')));
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
   * An image that nodes are given without a registry. Its tag is that of its content, whatever the
   * user chose: by it we know what the nodes have.
   *
   * @param image {@code dev.image}, of which the path counts
   * @param app the app's name
   */
  public static ImageTarget loaded(Optional<String> image, String app) {
    String path =
        image
            .map(named -> References.parse(named, "dev.image").getRepository())
            .orElseGet(() -> repositoryName(app));
    return new ImageTarget(NOWHERE + path, NOWHERE + path, Optional.empty());
  }

  /** A lower-case repository name made of what the registry allows of a name. */
  public static String repositoryName(String name) {
    String clean =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return clean.isEmpty() ? "app" : clean;
  }

  private static String withoutTrailingSlash(String host) {
    return host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
  }

  private static String checked(String name, String property, String given) {
    References.parse(name, property, given);
    return name;
  }
}
