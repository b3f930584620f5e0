package dev.innerloop.cluster.namespace;

/** The state of a namespace. */
public enum NamespaceState {
  THERE,
  /** The user may work in it, but not read it, such as tenant owners. */
  HIDDEN,
  /** It is being deleted. */
  GOING,
  ABSENT,
  /** The user may neither read it nor work in it, if it exists. */
  UNKNOWN
}
