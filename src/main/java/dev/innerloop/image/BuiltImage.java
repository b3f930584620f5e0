package dev.innerloop.image;

import dev.innerloop.image.name.ImageTarget;
import java.util.List;
import java.util.Optional;

/**
 * An image that was built, and pushed unless it is a layout on disk.
 *
 * @param repository what nodes pull, without a tag
 * @param tags made of the content unless the user chose others; pods name the first
 * @param contentTag that which is made of the content
 * @param digest {@code sha256:} and 64 hexadecimal digits, of its manifest
 * @param java the command of Java inside it, if it is started by one
 * @param base what it was built on, bound to its digest; empty if that is not known
 * @param architectures that it is for, as OCI names them; empty if that is not known
 * @param unchanged whether the registry had it already
 */
public record BuiltImage(
    String repository,
    List<String> tags,
    String contentTag,
    String digest,
    List<String> entrypoint,
    Optional<String> user,
    Optional<String> java,
    String base,
    List<String> architectures,
    boolean unchanged) {

  public BuiltImage {
    tags = List.copyOf(tags);
    entrypoint = List.copyOf(entrypoint);
    architectures = List.copyOf(architectures);
  }

  /** The tag that pods name. */
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
        base,
        architectures,
        wasThere);
  }

  /** What a pod names: repository and tag. */
  public String reference() {
    return repository + ":" + tag();
  }

  /** Whether nodes were given it, and nothing can pull it. */
  public boolean isLoaded() {
    return repository.startsWith(ImageTarget.NOWHERE);
  }

  /**
   * The same, bound to the very content, for tags that may move. That of a loaded image does not,
   * and nodes know no digest of it.
   */
  public String pinned() {
    return isLoaded() ? reference() : reference() + "@" + digest;
  }
}
