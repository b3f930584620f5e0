package dev.innerloop.manifest.check;

import dev.innerloop.manifest.Resources;
import java.util.List;

/** The cluster, as far as it helps to tell what is wrong with resources. */
public interface ClusterObjects {

  /** Whether something is there. */
  enum Presence {
    PRESENT,
    ABSENT,
    /** There is no cluster to be asked, or it does not tell us. */
    UNKNOWN
  }

  /**
   * What the API server would not take.
   *
   * @param field as the server names it, such as {@code spec.ports[0].port}; may be empty
   * @param message in the server's words
   */
  record Refusal(String kind, String name, String field, String message) {}

  /** For goals that need no cluster. */
  ClusterObjects UNKNOWN = (kind, name) -> Presence.UNKNOWN;

  /**
   * @param kind of the core API, such as {@code Secret}
   */
  Presence of(String kind, String name);

  /** A dry run of the resources: asked only once nothing else is wrong with them. */
  default List<Refusal> refusals(Resources resources) {
    return List.of();
  }
}
