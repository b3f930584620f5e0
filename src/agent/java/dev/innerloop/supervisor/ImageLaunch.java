package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.wire.Launch;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the image's own content is started. The class path is what the image says: who wrote the
 * configuration knows the project of today, not that of the day when the image was built.
 */
final class ImageLaunch {

  private final Launch withoutClassPath;
  private final Path root;
  private final Path classPathFile;

  /**
   * @param root the folder of the image that all entries lie in
   * @param classPathFile absolute entries joined by colons, quoted or not
   */
  ImageLaunch(Launch withoutClassPath, Path root, Path classPathFile) {
    this.withoutClassPath = withoutClassPath;
    this.root = root;
    this.classPathFile = classPathFile;
  }

  /** The launch, with a class path relative to a workspace that holds the image's content. */
  Launch read() throws IOException {
    if (!Files.isRegularFile(classPathFile)) {
      throw new IOException("the image has no " + classPathFile);
    }
    String text = new String(Files.readAllBytes(classPathFile), UTF_8).trim();
    String folder = root + "/";
    List<String> classPath = new ArrayList<>();
    for (String entry : unquoted(text).split(":")) {
      if (!entry.startsWith(folder)) {
        throw new IOException("\"" + entry + "\" in " + classPathFile + " does not lie in " + root);
      }
      try {
        classPath.add(WorkspacePath.of(entry.substring(folder.length())).toString());
      } catch (IllegalArgumentException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return withoutClassPath.withClassPath(classPath);
  }

  /** Undoes the quoting that the Java launcher wants of a file of arguments. */
  private static String unquoted(String text) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < text.length() - 1; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      }
      plain.append(text.charAt(i));
    }
    return plain.toString();
  }
}
