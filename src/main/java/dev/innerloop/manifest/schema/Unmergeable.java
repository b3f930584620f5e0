package dev.innerloop.manifest.schema;

import dev.innerloop.manifest.tree.Position;

/** An invalid patch; caught where the patch is applied. */
public final class Unmergeable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Position at;
  private final String what;
  private final String fix;

  Unmergeable(Position at, String what, String fix) {
    super(what, null, false, false);
    this.at = at;
    this.what = what;
    this.fix = fix;
  }

  /** The position in the file. */
  public Position at() {
    return at;
  }

  /** Message for the user. */
  public String what() {
    return what;
  }

  /** How to fix it. */
  public String fix() {
    return fix;
  }
}
