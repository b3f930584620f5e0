package dev.innerloop.image.name;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an image is called.
 *
 * @param target where it goes; empty as long as it only lies on disk
 * @param tags that its user wants, besides the one that the target may have
 * @param movable tags that may be taken from a release that has them
 */
public record Naming(Optional<ImageTarget> target, List<Tag> tags, Set<String> movable) {

  /** Stands for any tag in {@link #movable}. */
  public static final String ALL = "all";

  public Naming {
    tags = List.copyOf(tags);
    movable = Set.copyOf(movable);
  }

  /** By the target's own tag; without one by its content. */
  public static Naming of(ImageTarget target) {
    return new Naming(Optional.of(target), List.of(), Set.of("latest"));
  }

  /** An image that goes nowhere yet. */
  public static Naming none() {
    return new Naming(Optional.empty(), List.of(), Set.of());
  }

  /** Whether its user said anything of tags. */
  public boolean isTagged() {
    return !tags.isEmpty() || target.flatMap(ImageTarget::tag).isPresent();
  }

  /**
   * The tags, the one that pods name first.
   *
   * @param content the tag that is made of the content
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
