package dev.innerloop.supervisor;

import dev.innerloop.wire.FileEntry;
import java.io.Closeable;
import java.io.IOException;

/** Files in the order of their paths, read one by one. */
interface FileSource extends Closeable {

  /** The next file, or null after the last. */
  FileEntry next() throws IOException;
}
