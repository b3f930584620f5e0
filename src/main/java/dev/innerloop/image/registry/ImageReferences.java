package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import dev.innerloop.problem.Problem;

/** Parses image references of users. */
public final class ImageReferences {

  private ImageReferences() {}

  public static ImageReference parse(String reference, String property) {
    return parse(reference, property, reference);
  }

  /**
   * Parses a reference.
   *
   * @param property the property that contains it
   * @param given the value of the property, from which the reference was composed
   */
  public static ImageReference parse(String reference, String property, String given) {
    try {
      return ImageReference.parse(reference);
    } catch (InvalidImageReferenceException e) {
      throw new Problem(
          property + " is \"" + given + "\", which is not a valid image reference",
          "Use a lower-case name such as registry.example.com/team/app:\n-D"
              + property
              + "="
              + suggestion(property),
          e);
    }
  }

  /** A valid value of a property. */
  static String suggestion(String property) {
    return switch (property) {
      case "dev.registry", "dev.pullRegistry" -> "registry.example.com/team";
      case "dev.baseImage" -> "eclipse-temurin:17-jre";
      default -> "registry.example.com/team/app";
    };
  }
}
