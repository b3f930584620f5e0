package dev.innerloop.content.scan;

import dev.innerloop.wire.ContentHash;
import java.util.Optional;

/** What a scan finds at a path. */
public sealed interface Found {

  /**
   * Content that can be delivered.
   *
   * @param classFile what it says, if it is a class file
   */
  record Whole(ContentHash hash, Optional<ClassFile> classFile) implements Found {}

  /** A file that is being written, or that cannot be what its name says. */
  record Torn() implements Found {}
}
