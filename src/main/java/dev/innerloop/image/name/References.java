package dev.innerloop.image.name;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import dev.innerloop.problem.Problem;

/** Image references as users write them. */
public final class References {

  private References() {}

  public static ImageReference parse(String reference, String property) {
    return parse(reference, property, reference);
  }

  /**
   * Parses a reference.
   *
   * @param property where the user gave it
   * @param given what the user gave, of which the reference was made
   */
  public static ImageReference parse(String reference, String property, String given) {
    try {
      return ImageReference.parse(reference);
    } catch (InvalidImageReferenceException e) {
      throw new Problem(
          property + " is \"" + given + "\", which cannot name an image",
          "Names look like registry.example.com/team/app, in lower case:\n-D"
              + property
              + "="
              + suggestion(property),
          e);
    }
  }

  private static String suggestion(String property) {
    return switch (property) {
      case "dev.registry", "dev.pullRegistry" -> "registry.example.com/team";
      case "dev.baseImage" -> "eclipse-temurin:17-jre";
      default -> "registry.example.com/team/app";
    };
  }
}
