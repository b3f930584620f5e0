package dev.innerloop.mojo.execution;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Warnings about the POMs of a session: each is new until the POM is saved without its cause. */
public final class PomWarnings {

  private final Map<Path, List<String>> known = new HashMap<>();

  /**
   * The warnings that a POM did not have before.
   *
   * @param current all that it has now
   */
  public List<String> unreported(Path pom, List<String> current) {
    List<String> former = known.put(pom, List.copyOf(current));
    List<String> unreported = new ArrayList<>(current);
    unreported.removeAll(former == null ? List.of() : former);
    return unreported;
  }
}
