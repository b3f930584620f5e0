package dev.innerloop.content;

import dev.innerloop.wire.ContentHash;
import java.util.Optional;

/** A file as a scan of its directory found it. */
sealed interface ScannedFile {

  /**
   * Content that can be delivered.
   *
   * @param classFile the header of the content if it is a class file
   */
  record Complete(ContentHash hash, Optional<ClassFile> classFile) implements ScannedFile {}

  /** A file that is being written, or whose content is not what its name says. */
  record Incomplete() implements ScannedFile {}

  /**
   * A file that exists and cannot be read, or not kept.
   *
   * @param reason why not
   */
  record Unreadable(String reason) implements ScannedFile {}
}
