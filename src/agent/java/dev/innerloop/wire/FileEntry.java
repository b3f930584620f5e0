package dev.innerloop.wire;

/** A file of an inventory: where it lies, and the hash of its content. */
public final class FileEntry {

  private final WorkspacePath path;
  private final ContentHash hash;

  public FileEntry(WorkspacePath path, ContentHash hash) {
    this.path = path;
    this.hash = hash;
  }

  public WorkspacePath path() {
    return path;
  }

  public ContentHash hash() {
    return hash;
  }
}
