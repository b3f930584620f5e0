package dev.innerloop.manifest.check;

import dev.innerloop.manifest.Resources;
import java.util.List;

/** The queries to the cluster that checks of resources need. */
public interface ClusterObjects {

  /** Whether an object exists. */
  enum Presence {
    PRESENT,
    ABSENT,
    /** There is no cluster, or it denies access. */
    UNKNOWN
  }

  /**
   * A resource that the API server would reject.
   *
   * @param field path reported by the server, such as {@code spec.ports[0].port}; may be empty
   * @param message message of the server
   */
  record Refusal(String kind, String name, String field, String message) {}

  /** For goals that need no cluster. */
  ClusterObjects UNKNOWN = (kind, name) -> Presence.UNKNOWN;

  /**
   * @param kind of the core API, such as {@code Secret}
   */
  Presence of(String kind, String name);

  /** A dry run of the resources, if all other checks pass. */
  default List<Refusal> refusals(Resources resources) {
    return List.of();
  }
}
