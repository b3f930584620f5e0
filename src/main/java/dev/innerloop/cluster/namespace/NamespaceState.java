package dev.innerloop.cluster.namespace;

/** The state of a namespace. */
public enum NamespaceState {
  EXISTS,
  /** The user may work in it, but not read it, such as tenant owners. */
  UNREADABLE,
  /** It is being deleted. */
  TERMINATING,
  NOT_FOUND,
  /** The user may neither read it nor work in it, if it exists. */
  UNKNOWN
}
