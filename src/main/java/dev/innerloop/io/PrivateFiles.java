package dev.innerloop.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only this user may read. */
public final class PrivateFiles {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private PrivateFiles() {}

  /** Creates one that does not exist. */
  public static Path create(Path file, byte[] content) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(file, OWNER_ONLY);
    }
    return Files.write(file, content);
  }

  /** Replaces what is there: a file keeps its permissions when it is only written again. */
  public static Path replace(Path file, byte[] content) throws IOException {
    Files.deleteIfExists(file);
    return create(file, content);
  }
}
