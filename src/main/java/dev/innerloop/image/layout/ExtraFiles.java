package dev.innerloop.image.layout;

import dev.innerloop.image.layer.ImageLayer;
import dev.innerloop.project.Module;
import java.nio.file.Path;

/** What a project adds to its image besides the app: {@code src/main/image} is the image's root. */
public final class ExtraFiles {

  private ExtraFiles() {}

  /** Above all else, so that they can stand in for any other file. */
  static ImageLayer of(Module module) {
    return new ImageLayer("src/main/image", new FolderFiles(folder(module)).withModesBelow(""));
  }

  /** Whether a module has any. */
  public static boolean arePresent(Module module) {
    return !new FolderFiles(folder(module)).files().isEmpty();
  }

  /** Where they are in a module. */
  public static Path folder(Module module) {
    return module.basedir().resolve("src").resolve("main").resolve("image");
  }
}
