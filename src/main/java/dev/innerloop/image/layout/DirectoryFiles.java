package dev.innerloop.image.layout;

import dev.innerloop.image.content.ImageLayer.Entry;
import dev.innerloop.image.content.ImageLayer.Source;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files below a local directory. */
record DirectoryFiles(Path folder) {

  /** All files, below a directory in the image; none if the local directory does not exist. */
  List<Entry> below(String root) {
    return files().stream()
        .map(file -> new Entry(path(root, file), new Source.File(file)))
        .toList();
  }

  /** The same, where files that their owner can execute are executable for all users. */
  List<Entry> withModesBelow(String root) {
    return files().stream()
        .map(file -> new Entry(path(root, file), new Source.File(file), Files.isExecutable(file)))
        .toList();
  }

  private String path(String root, Path file) {
    StringBuilder path = new StringBuilder(root);
    folder.relativize(file).forEach(name -> path.append('/').append(name));
    return path.toString();
  }

  List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new Problem(
          "Cannot read " + folder + ": " + e.getMessage(),
          "Compile the project, then run the command again.",
          e);
    }
  }
}
