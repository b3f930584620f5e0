package dev.innerloop.image;

import java.nio.file.Path;
import java.util.List;

/**
 * Files that change at the same rate. In the image they belong to root and everybody may read them.
 *
 * @param name what users are shown
 */
public record ImageLayer(String name, List<Entry> files) {

  public ImageLayer {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param path absolute, in the image
   */
  public record Entry(String path, Source source) {

    public Entry {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("not absolute: " + path);
      }
    }
  }

  /** Where the content of a file comes from. */
  public sealed interface Source {

    record File(Path path) implements Source {}

    /** Text, stored as UTF-8. */
    record Text(String text) implements Source {}
  }
}
