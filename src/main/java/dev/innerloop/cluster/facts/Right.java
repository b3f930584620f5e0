package dev.innerloop.cluster.facts;

/**
 * Something that a user may do or not.
 *
 * @param group of the API; empty for the core
 * @param resource with the part of it that is meant, such as {@code pods/log}
 */
public record Right(String verb, String group, String resource) {

  @Override
  public String toString() {
    return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
  }
}
