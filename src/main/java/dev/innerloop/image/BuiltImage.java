package dev.innerloop.image;

import java.util.List;
import java.util.Optional;

/**
 * An image that was built, and pushed unless it is a layout on disk.
 *
 * @param repository what nodes pull, without a tag
 * @param tag made of the content unless the user chose one
 * @param digest {@code sha256:} and 64 hexadecimal digits, of its manifest
 * @param java the command of Java inside it
 * @param unchanged whether the registry had it already
 */
public record BuiltImage(
    String repository,
    String tag,
    String digest,
    List<String> entrypoint,
    Optional<String> user,
    String java,
    boolean unchanged) {

  public BuiltImage {
    entrypoint = List.copyOf(entrypoint);
  }

  /** What a pod names: repository and tag. */
  public String reference() {
    return repository + ":" + tag;
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
