package dev.innerloop.cluster.namespace;

/** Receives the lifecycle of a namespace. */
public interface NamespaceListener {

  void created(String name);

  /** A message for the user, such as what is waited for. */
  void noted(String words);
}
