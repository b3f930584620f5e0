package dev.innerloop.manifest.tree;

/**
 * A position in a source.
 *
 * @param source the path of a file in messages, or a description of another source
 * @param line counted from 1; 0 for the whole source
 */
public record Position(String source, int line) {

  /** The format of compilers, which terminals and IDEs can link. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
