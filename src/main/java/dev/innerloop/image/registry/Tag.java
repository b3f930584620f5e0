package dev.innerloop.image.registry;

import dev.innerloop.problem.Problem;

/** A tag of an image. */
public sealed interface Tag {

  /** Derived from the content: equal content has the same tag, and the tag never moves. */
  record Content() implements Tag {}

  /** Chosen by the user. */
  record Named(String name) implements Tag {

    /**
     * @throws Problem if it is not a valid tag
     */
    public Named {
      if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")) {
        throw new Problem(
            "\"" + name + "\" is not a valid image tag",
            "A tag consists of at most 128 letters, digits, dots, hyphens and underscores:"
                + " -Ddev.tags=version,latest");
      }
    }

    /** The tag for a version; characters that are not valid in a tag are replaced by hyphens. */
    public static Named ofVersion(String version) {
      String tag = version.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[.-]+", "");
      return new Named(tag.substring(0, Math.min(128, tag.length())));
    }
  }
}
