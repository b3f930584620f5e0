package dev.innerloop.image.layout;

import dev.innerloop.image.content.ImageLayer;
import dev.innerloop.project.Module;
import java.nio.file.Path;

/**
 * Additional files of an image: {@code src/main/image} corresponds to the image's root directory.
 */
public final class ExtraFiles {

  private ExtraFiles() {}

  /** The top layer, so that these files can replace any other file. */
  static ImageLayer of(Module module) {
    return new ImageLayer("src/main/image", new DirectoryFiles(folder(module)).withModesBelow(""));
  }

  /** Whether a module has additional files. */
  public static boolean arePresent(Module module) {
    return !new DirectoryFiles(folder(module)).files().isEmpty();
  }

  /** The directory of the additional files in a module. */
  public static Path folder(Module module) {
    return module.basedir().resolve("src").resolve("main").resolve("image");
  }
}
