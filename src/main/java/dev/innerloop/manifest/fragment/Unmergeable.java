package dev.innerloop.manifest.fragment;

import dev.innerloop.manifest.tree.Position;

/** A patch that means nothing; caught where the patch is applied. */
final class Unmergeable extends RuntimeException {

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

  Position at() {
    return at;
  }

  String what() {
    return what;
  }

  String fix() {
    return fix;
  }
}
