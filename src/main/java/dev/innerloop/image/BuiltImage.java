package dev.innerloop.image;

import dev.innerloop.image.registry.ImageTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image that was built, and pushed unless it is an image layout on disk.
 *
 * @param repository the repository that nodes pull from
 * @param tags derived from the content unless the user chose others; pods refer to the first
 * @param contentTag the tag derived from the content
 * @param digest {@code sha256:} and 64 hexadecimal digits: the digest of its manifest
 * @param java the Java command in the image, if Java starts the app
 * @param jvmVariables of an image from a Dockerfile, those from which each JVM takes options
 * @param base its base image, pinned to a digest; empty if unknown
 * @param architectures in OCI names; empty if unknown
 * @param unchanged whether the registry already had it
 */
public record BuiltImage(
    String repository,
    List<String> tags,
    String contentTag,
    String digest,
    List<String> entrypoint,
    Optional<String> user,
    Optional<String> java,
    Map<String, String> jvmVariables,
    String base,
    List<String> architectures,
    boolean unchanged) {

  public BuiltImage {
    tags = List.copyOf(tags);
    entrypoint = List.copyOf(entrypoint);
    jvmVariables = Map.copyOf(jvmVariables);
    architectures = List.copyOf(architectures);
  }

  /** The tag that pods refer to. */
  public String tag() {
    return tags.get(0);
  }

  /** The same image under another name. */
  BuiltImage named(String otherRepository, List<String> otherTags, boolean wasThere) {
    return new BuiltImage(
        otherRepository,
        otherTags,
        contentTag,
        digest,
        entrypoint,
        user,
        java,
        jvmVariables,
        base,
        architectures,
        wasThere);
  }

  /** The reference in pods: repository and tag. */
  public String reference() {
    return repository + ":" + tag();
  }

  /** Whether it was loaded into the nodes and cannot be pulled. */
  public boolean isLoaded() {
    return repository.startsWith(ImageTarget.NOWHERE);
  }

  /**
   * The reference pinned to the digest, because tags can move. The tag of a loaded image never
   * moves, and nodes do not know its digest.
   */
  public String pinned() {
    return isLoaded() ? reference() : reference() + "@" + digest;
  }
}
