package dev.innerloop.loop.request;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the user said of images and of how content is delivered; null where nothing was said.
 *
 * @param image the whole reference, instead of one made from registry, name and content
 * @param baseImage the image with the Java runtime
 * @param registry where images are pushed, with a path if it needs one
 * @param pullRegistry where nodes pull what was pushed to {@code registry}
 * @param insecure whether a registry may be spoken to without TLS; localhost always may
 * @param java the path of Java in the image
 */
public record ImageSettings(
    Choice delivery,
    @Nullable String image,
    @Nullable String baseImage,
    @Nullable String registry,
    @Nullable String pullRegistry,
    boolean insecure,
    @Nullable String java,
    OptionalInt replicas) {

  /** How content gets to replicas. */
  public enum Choice {
    /** By image if there is a registry to push to, else directly. */
    AUTO,
    IMAGE,
    DIRECT
  }
}
