package dev.innerloop.image.dockerfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Finds the {@code bin/java} launchers in the layers of an image. */
final class JavaFinder {

  private static final String DELETED = ".wh.";
  private static final String ALL_DELETED = ".wh..wh..opq";

  private final TreeSet<String> found =
      new TreeSet<>(Comparator.comparingInt(String::length).thenComparing(path -> path));

  /** Adds the next layer. Links count as files, because their targets are not resolved. */
  void addLayer(InputStream layer) throws IOException {
    TreeSet<String> added = new TreeSet<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(layer)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String path = "/" + entry.getName().replaceFirst("^\\.?/+", "").replaceFirst("/+$", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        String folder = path.substring(0, path.lastIndexOf('/'));
        if (name.equals(ALL_DELETED)) {
          remove(folder);
        } else if (name.startsWith(DELETED)) {
          remove(folder + "/" + name.substring(DELETED.length()));
        } else if (path.endsWith("/bin/java") && !entry.isDirectory()) {
          added.add(path);
        }
      }
    }
    found.addAll(added);
  }

  private void remove(String path) {
    found.removeIf(java -> java.equals(path) || java.startsWith(path + "/"));
  }

  /** The shortest path first. */
  List<String> found() {
    return List.copyOf(found);
  }
}
