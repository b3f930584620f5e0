package dev.innerloop.supervisor;

import dev.innerloop.wire.FileEntry;
import java.io.Closeable;
import java.io.IOException;

/** Files in the order of their paths, read one by one. */
interface FileSource extends Closeable {

  /** The next file, or null after the last. */
  FileEntry next() throws IOException;

  /** Given one file after the other. */
  interface Visitor {
    void visit(FileEntry file) throws IOException;
  }

  /** Visits all files that are left, and closes this. */
  default void forEach(Visitor visitor) throws IOException {
    try {
      for (FileEntry file = next(); file != null; file = next()) {
        visitor.visit(file);
      }
    } finally {
      close();
    }
  }
}
