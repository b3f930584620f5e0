package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Content that a file holds which both ends can read, as long as the file is the same. */
public final class StoredContent implements Payload {

  private final ContentHash hash;
  private final String file;
  private final long size;
  private final long modified;

  /**
   * @param file absolute path
   * @param modified when it was last modified, in milliseconds since the epoch
   */
  public StoredContent(ContentHash hash, String file, long size, long modified) {
    this.hash = hash;
    this.file = file;
    this.size = size;
    this.modified = modified;
  }

  public static StoredContent read(DataInput in) throws IOException {
    return new StoredContent(
        ContentHash.read(in), Protocol.readText(in), in.readLong(), in.readLong());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    hash.write(out);
    Protocol.writeText(out, file);
    out.writeLong(size);
    out.writeLong(modified);
  }

  public ContentHash hash() {
    return hash;
  }

  public String file() {
    return file;
  }

  public long size() {
    return size;
  }

  public long modified() {
    return modified;
  }
}
