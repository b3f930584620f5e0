package dev.innerloop.image.layout;

import dev.innerloop.content.FileTree;
import dev.innerloop.image.content.ImageLayer.Source;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Checks that the packaged app contains the classes that were compiled last. */
record UpToDateCheck(App app) {

  /** The packaged classes, by path relative to the classes directory. */
  interface Packaged {
    Optional<Source> find(String path) throws IOException;
  }

  static UpToDateCheck of(App app) {
    return new UpToDateCheck(app);
  }

  /**
   * @param name of the package, as the beginning of a sentence
   * @throws Problem if a class is missing or differs
   */
  void require(String what, Packaged packaged) {
    Path folder = app.module().outputFolder();
    try {
      for (Path file : new DirectoryFiles(folder).files()) {
        String path = FileTree.relative(folder, file);
        if (path.endsWith(".class") && !same(file, packaged.find(path))) {
          throw new Problem(
              what + " of " + app.name() + " is older than its classes: " + path + " differs",
              "Package it again: mvn package dev:image");
        }
      }
    } catch (IOException e) {
      throw new Problem(
          what + " of " + app.name() + " cannot be read: " + e.getMessage(),
          "Package it again: mvn package dev:image",
          e);
    }
  }

  private static boolean same(Path file, Optional<Source> packaged) throws IOException {
    if (packaged.isEmpty()) {
      return false;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    packaged.get().writeTo(bytes);
    return Arrays.equals(bytes.toByteArray(), Files.readAllBytes(file));
  }
}
