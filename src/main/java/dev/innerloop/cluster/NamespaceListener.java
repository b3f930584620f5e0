package dev.innerloop.cluster;

/** Told about the namespace of an app. */
public interface NamespaceListener {

  void created(String namespace);
}
