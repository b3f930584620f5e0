package dev.innerloop.content;

/** The content of a file that this session has written, so that it need not be read again. */
public final class WrittenFile {

  private final byte[] bytes;
  private final FileStamp stamp;

  /**
   * @param bytes belong to this object from now on: they must not be changed
   * @param stamp of the file that holds them
   */
  public WrittenFile(byte[] bytes, FileStamp stamp) {
    this.bytes = bytes;
    this.stamp = stamp;
  }

  /** Not a copy: they must not be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public FileStamp stamp() {
    return stamp;
  }
}
