package dev.innerloop.content;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Content by its hash. The content of desired inventories can be read as long as the session runs.
 */
public interface Blobs {

  /**
   * Opens content for reading.
   *
   * @throws IOException if it cannot be read, or is not known here
   */
  InputStream open(ContentHash hash) throws IOException;

  /**
   * The length of content in bytes.
   *
   * @throws IOException if it cannot be read, or is not known here
   */
  long size(ContentHash hash) throws IOException;

  /**
   * Where content lies that need not be copied, as its file is not written to.
   *
   * @return empty if it is only here
   */
  Optional<StoredContent> stored(ContentHash hash) throws IOException;

  /**
   * Whether {@link #open} would find it: content that another session has delivered is not here.
   */
  boolean has(ContentHash hash);
}
