package dev.innerloop.manifest.merge;

import dev.innerloop.manifest.tree.Position;

/** A patch that means nothing; caught where the patch is applied. */
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

  /** Where it is written. */
  public Position at() {
    return at;
  }

  /** What is wrong, in the user's words. */
  public String what() {
    return what;
  }

  /** What to write instead. */
  public String fix() {
    return fix;
  }
}
