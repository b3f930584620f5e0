package dev.innerloop.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file or directory of a module that its app reads from its working directory. It need not exist.
 *
 * @param path on this machine, absolute
 * @param name relative to the working directory, with {@code /}
 * @param isShipped whether it is also part of the release image
 */
public record WorkingPath(Path path, String name, boolean isShipped) {

  /** Where Spring Boot finds the pages of a web application that is not an archive. */
  public static final String DOCUMENT_ROOT = "src/main/webapp";

  /**
   * The same arguments or options, but with paths below a module's directory relative to it: the
   * working directory of the app in dev mode and in the image lies elsewhere.
   */
  public static List<String> relative(Path basedir, List<String> words) {
    String directory = basedir.toAbsolutePath().normalize() + "/";
    return words.stream()
        .map(word -> word.replace("file://" + directory, "file:" + directory))
        .map(word -> word.replace(directory, ""))
        .toList();
  }

  /** The existing files, by their names relative to the working directory. */
  public SortedMap<String, Path> files() {
    SortedMap<String, Path> files = new TreeMap<>();
    if (Files.isRegularFile(path)) {
      files.put(name, path);
    } else if (Files.isDirectory(path)) {
      try (Stream<Path> below = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
        below.filter(Files::isRegularFile).forEach(file -> files.put(name(file), file));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + path, e);
      }
    }
    return files;
  }

  private String name(Path file) {
    StringBuilder all = new StringBuilder(name);
    path.relativize(file).forEach(each -> all.append('/').append(each));
    return all.toString();
  }
}
