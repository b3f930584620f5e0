package dev.innerloop.manifest.check;

import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Sequence;
import dev.innerloop.manifest.tree.Position;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what a path of the API server's means: {@code spec.template.spec.containers[0].image}. */
public final class FieldPath {

  private static final Pattern STEP = Pattern.compile("\\[([^]]*)]|([^.\\[]+)");

  private FieldPath() {}

  /** Where it is written, or else what is around it. */
  public static Position find(Mapping resource, String path) {
    Node found = resource;
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      Node next = next(found, step.group(1) == null ? step.group(2) : step.group(1));
      if (next == null) {
        break;
      }
      found = next;
    }
    return found.at();
  }

  private static @Nullable Node next(Node from, String step) {
    if (from instanceof Mapping mapping) {
      return mapping.get(step);
    }
    if (from instanceof Sequence list && step.matches("\\d{1,6}")) {
      int index = Integer.parseInt(step);
      return index < list.items().size() ? list.items().get(index) : null;
    }
    return null;
  }
}
