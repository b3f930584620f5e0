package dev.innerloop.plan.image;

import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.wire.JvmVariables;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The image that pods run in dev mode.
 *
 * @param reference as pods name it
 * @param java the command of Java inside it
 * @param runsAsRoot whether its user is not a number other than 0
 * @param holdsApp whether it holds the app laid out as a workspace
 * @param environment what pods set in dev mode: what the image does not, and what it sets for each
 *     JVM
 */
public record PodImage(
    String reference,
    String java,
    boolean runsAsRoot,
    boolean holdsApp,
    Map<String, String> environment) {

  /** With the POSIX locale, Java can neither store nor load a class whose name is not ASCII. */
  private static final String UTF_8 = "C.UTF-8";

  private static final Set<String> LOCALE = Set.of("LANG", "LC_ALL", "LC_CTYPE");

  public PodImage {
    environment = Map.copyOf(environment);
  }

  /** One that holds no app. */
  static PodImage bare(InspectedImage image, String java) {
    return new PodImage(
        image.reference(), java, !image.runsAsNonRootNumber(), false, environment(image));
  }

  /** One that the plugin built: it always has a numeric user. */
  static PodImage ours(String reference, InspectedImage base, String java) {
    return new PodImage(reference, java, false, true, environment(base));
  }

  /**
   * One that the project's Dockerfile built. Which locale it sets is not known, so only the part
   * that decides about file names is replaced.
   */
  static PodImage foreign(String reference, BuiltImage image) {
    Map<String, String> environment = new TreeMap<>(image.jvmVariables());
    environment.put("LC_CTYPE", UTF_8);
    return new PodImage(reference, image.java().orElse(""), runsAsRoot(image), false, environment);
  }

  /**
   * What pods of an image that is built on this one set: a locale, unless it has one itself, and
   * its own options of each JVM, for the app's alone.
   */
  public static Map<String, String> environment(InspectedImage base) {
    Map<String, String> environment = new TreeMap<>(base.environment());
    environment.keySet().retainAll(JvmVariables.NAMES);
    if (base.environment().keySet().stream().noneMatch(LOCALE::contains)) {
      environment.put("LANG", UTF_8);
    }
    return environment;
  }

  /** As far as it shapes the pods. */
  public ManifestRequest.Image image() {
    return new ManifestRequest.Image(reference, runsAsRoot);
  }

  /** A pushed image of the release form, as far as it shapes the pods. */
  public static ManifestRequest.Image released(BuiltImage image) {
    return new ManifestRequest.Image(image.pinned(), runsAsRoot(image));
  }

  /** Whether an image's user is not a number other than 0. */
  private static boolean runsAsRoot(BuiltImage image) {
    return !InspectedImage.isNonRootNumber(image.user());
  }
}
