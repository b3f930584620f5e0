package dev.innerloop.cluster;

import dev.innerloop.cluster.namespace.NamespaceListener;
import java.util.ArrayList;
import java.util.List;

/** Records the messages about namespaces. */
final class Heard implements NamespaceListener {

  final List<String> created = new ArrayList<>();
  final List<String> words = new ArrayList<>();

  @Override
  public void created(String name) {
    created.add(name);
  }

  @Override
  public void noted(String text) {
    words.add(text);
  }
}
