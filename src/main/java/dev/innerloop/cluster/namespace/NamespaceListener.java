package dev.innerloop.cluster.namespace;

/** Is told what becomes of a namespace. */
public interface NamespaceListener {

  void created(String name);

  /** Something that the user should know, such as what is waited for. */
  void noted(String words);
}
