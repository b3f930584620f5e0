package dev.innerloop.image.content;

import dev.innerloop.content.FileTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A reproducible jar of a directory: equal files give equal bytes, whatever their timestamps. */
final class DirectoryJar {

  /** The earliest time that the ZIP format supports. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Path folder;

  DirectoryJar(Path folder) {
    this.folder = folder;
  }

  void writeTo(OutputStream out) throws IOException {
    ZipOutputStream jar = new ZipOutputStream(out);
    for (var file : files().entrySet()) {
      ZipEntry entry = new ZipEntry(file.getKey());
      entry.setTimeLocal(TIME);
      jar.putNextEntry(entry);
      Files.copy(file.getValue(), jar);
      jar.closeEntry();
    }
    jar.finish();
  }

  private TreeMap<String, Path> files() throws IOException {
    TreeMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(FileTree.relative(folder, file), file);
      }
    }
    return files;
  }
}
