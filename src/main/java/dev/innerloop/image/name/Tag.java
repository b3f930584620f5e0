package dev.innerloop.image.name;

import dev.innerloop.problem.Problem;

/** A name for an image in its repository. */
public sealed interface Tag {

  /** Made of the content: the same content has the same, and it never moves. */
  record Content() implements Tag {}

  /** Given by whoever publishes the image. */
  record Named(String name) implements Tag {

    /**
     * @throws Problem if a registry would not take it
     */
    public Named {
      if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")) {
        throw new Problem(
            "\"" + name + "\" cannot be the tag of an image",
            "Tags have letters, digits, dots, hyphens and underscores, at most 128:"
                + " -Ddev.tags=version,latest");
      }
    }

    /** The tag for a version; what a version may have and a tag may not becomes a hyphen. */
    public static Named ofVersion(String version) {
      String tag = version.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[.-]+", "");
      return new Named(tag.substring(0, Math.min(128, tag.length())));
    }
  }
}
