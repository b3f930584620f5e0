package dev.innerloop.image.registry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The name and tags of an image.
 *
 * @param target where it is pushed; empty for an image on disk
 * @param tags chosen by the user, in addition to the tag of the target
 * @param movable tags that may be moved from a release
 */
public record ImageNaming(Optional<ImageTarget> target, List<Tag> tags, Set<String> movable) {

  /** Stands for any tag in {@link #movable}. */
  public static final String ALL = "all";

  public ImageNaming {
    tags = List.copyOf(tags);
    movable = Set.copyOf(movable);
  }

  /** With the target's own tag, or else the one derived from the content. */
  public static ImageNaming of(ImageTarget target) {
    return new ImageNaming(Optional.of(target), List.of(), Set.of("latest"));
  }

  /** An image without a target. */
  public static ImageNaming none() {
    return new ImageNaming(Optional.empty(), List.of(), Set.of());
  }

  /** Whether the user chose tags. */
  public boolean isTagged() {
    return !tags.isEmpty() || target.flatMap(ImageTarget::tag).isPresent();
  }

  /**
   * The tags; pods refer to the first.
   *
   * @param content the tag derived from the content
   */
  public List<String> tags(String content) {
    Set<String> names = new LinkedHashSet<>();
    target.flatMap(ImageTarget::tag).ifPresent(names::add);
    for (Tag tag : tags) {
      names.add(tag instanceof Tag.Named named ? named.name() : content);
    }
    return names.isEmpty() ? List.of(content) : new ArrayList<>(names);
  }

  public boolean mayMove(String tag) {
    return movable.contains(tag) || movable.contains(ALL);
  }
}
