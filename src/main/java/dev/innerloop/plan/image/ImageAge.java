package dev.innerloop.plan.image;

import dev.innerloop.content.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Guesses before the project is read whether its images are up to date. */
public final class ImageAge {

  private ImageAge() {}

  /**
   * Whether a file of the output is newer than an image that {@code dev:image} left, or there is
   * none. What else is in an image may have changed, too.
   *
   * @param outputs of modules, by the modules' directories
   */
  public static boolean isOlderThan(Map<Path, Path> outputs) {
    try {
      List<FileTime> images = new ArrayList<>();
      for (Path basedir : outputs.keySet()) {
        try {
          images.add(
              Files.getLastModifiedTime(AppImages.devDirectory(basedir).resolve("image.json")));
        } catch (NoSuchFileException e) {
          // A library, or an app that was not built yet.
        }
      }
      return images.isEmpty() || hasNewer(outputs, Collections.min(images));
    } catch (IOException e) {
      return true; // the build reports what is wrong
    }
  }

  private static boolean hasNewer(Map<Path, Path> outputs, FileTime image) throws IOException {
    AtomicBoolean newer = new AtomicBoolean();
    for (Path output : outputs.values()) {
      FileTree.walk(
          output,
          (path, file, stamp) -> {
            if (stamp.modified().compareTo(image) > 0) {
              newer.set(true);
            }
          });
    }
    return newer.get();
  }
}
