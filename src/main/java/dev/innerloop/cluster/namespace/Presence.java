package dev.innerloop.cluster.namespace;

/** What can be found out of a namespace. */
public enum Presence {
  THERE,
  /** The user may work in it, but not look at it, as owners of tenants. */
  HIDDEN,
  /** It is being deleted. */
  GOING,
  ABSENT,
  /** The user may neither look at it nor work in it, if it exists. */
  UNKNOWN
}
