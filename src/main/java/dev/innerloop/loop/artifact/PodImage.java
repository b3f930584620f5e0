package dev.innerloop.loop.artifact;

import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.base.InspectedImage;

/**
 * The image that pods run in dev mode.
 *
 * @param reference as pods name it
 * @param java the command of Java inside it
 * @param runsAsRoot whether its user is not a number other than 0
 * @param holdsApp whether it holds the app laid out as a workspace
 */
public record PodImage(String reference, String java, boolean runsAsRoot, boolean holdsApp) {

  /** One that holds no app. */
  static PodImage bare(InspectedImage image, String java) {
    return new PodImage(image.reference(), java, !image.runsAsNonRootNumber(), false);
  }

  /** One of ours, which has a numeric user in any case. */
  static PodImage ours(String reference, String java) {
    return new PodImage(reference, java, false, true);
  }

  /** One that the project's Dockerfile made, in whatever way. */
  static PodImage foreign(String reference, BuiltImage image) {
    return new PodImage(reference, image.java().orElse(""), runsAsRoot(image), false);
  }

  /** Whether an image's user is not a number other than 0. */
  public static boolean runsAsRoot(BuiltImage image) {
    return !InspectedImage.isNonRootNumber(image.user());
  }
}
