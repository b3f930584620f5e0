package dev.innerloop.manifest.tree;

/** A YAML document without a tree. */
final class RejectedDocument extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Position at;
  private final String fix;

  RejectedDocument(Position at, String what, String fix) {
    super(what, null, false, false);
    this.at = at;
    this.fix = fix;
  }

  void addTo(Findings findings) {
    findings.add(at, String.valueOf(getMessage()), fix);
  }
}
