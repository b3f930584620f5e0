package dev.innerloop.equivalence;

import java.util.List;
import java.util.Map;

/**
 * Changes of an app, one after the other: mostly it is one.
 *
 * @param since the Java release that it takes to compile it
 * @param release what to compile for, 0 for the newest
 * @param sameAnswer whether the app is expected to answer as before
 * @param spring whether it is a Spring application, or else a plain class {@code App}
 * @param redefined whether it must not restart
 * @param knownLimit whether the answer may stay the old one: what changed code made while it served
 *     is there still
 * @param versions sources and resources by path
 */
record SourceChange(
    String name,
    int since,
    int release,
    boolean sameAnswer,
    boolean spring,
    boolean redefined,
    boolean knownLimit,
    List<Map<String, String>> versions) {

  int steps() {
    return versions.size() - 1;
  }
}
