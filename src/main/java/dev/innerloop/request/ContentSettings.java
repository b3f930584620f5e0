package dev.innerloop.request;

import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's settings of the content and the tags of an image.
 *
 * @param jvmOptions of the app's JVM, in dev mode, too
 * @param architectures that the image is for; empty for that of the nodes
 * @param tags names, or keywords for one; empty for a hash of the content
 * @param movable tags that may be taken from a release that has them
 * @param sbom what to do with a bill of materials
 */
public record ContentSettings(
    List<String> jvmOptions,
    List<String> architectures,
    List<String> tags,
    Set<String> movable,
    Sbom sbom) {

  /** No settings. */
  public static final ContentSettings NONE =
      new ContentSettings(List.of(), List.of(), List.of(), Set.of("latest"), Sbom.NONE);

  private static final Pattern PLATFORM = Pattern.compile("linux/([a-z0-9]+)");

  public ContentSettings {
    jvmOptions = List.copyOf(jvmOptions);
    architectures = List.copyOf(architectures);
    tags = List.copyOf(tags);
    movable = Set.copyOf(movable);
  }

  /** What to do with a bill of materials. */
  public enum Sbom {
    NONE,
    /** It is written next to the image. */
    FILE,
    /** It is also pushed to the registry. */
    ATTACH
  }

  /**
   * The architectures of platforms as users write them.
   *
   * @throws Problem if one is not a platform that runs containers of Linux
   */
  public static List<String> architectures(List<String> platforms) {
    List<String> architectures = new ArrayList<>();
    for (String platform : platforms) {
      Matcher matcher = PLATFORM.matcher(platform.strip());
      if (!matcher.matches()) {
        throw new Problem(
            "dev.platforms has \"" + platform.strip() + "\", which is not a platform of Linux.",
            "Give them as OCI names them: -Ddev.platforms=linux/amd64,linux/arm64");
      }
      architectures.add(matcher.group(1));
    }
    return architectures.stream().distinct().toList();
  }
}
