package dev.innerloop.manifest.tree;

/**
 * Where something is written.
 *
 * @param source the path of a file as the user would name it, or other words for where it is from
 * @param line counted from 1; 0 is the source as a whole
 */
public record Position(String source, int line) {

  /** As compilers write it, so that terminals and IDEs can lead there. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
