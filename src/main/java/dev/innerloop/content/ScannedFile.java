package dev.innerloop.content;

import dev.innerloop.wire.ContentHash;
import java.util.Optional;

/** What a scan finds at a path. */
sealed interface ScannedFile {

  /**
   * Content that can be delivered.
   *
   * @param classFile what it says, if it is a class file
   */
  record Whole(ContentHash hash, Optional<ClassFile> classFile) implements ScannedFile {}

  /** A file that is being written, or that cannot be what its name says. */
  record Torn() implements ScannedFile {}
}
