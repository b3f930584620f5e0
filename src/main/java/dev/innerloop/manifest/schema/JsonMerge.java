package dev.innerloop.manifest.schema;

import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;

/** RFC 7386: for resources without a schema of how to merge lists. */
public final class JsonMerge {

  private JsonMerge() {}

  public static Mapping merge(Mapping original, Mapping patch) {
    Map<String, Node> merged = new LinkedHashMap<>(original.fields());
    patch
        .fields()
        .forEach(
            (name, value) -> {
              if (value instanceof Scalar scalar && scalar.isNull()) {
                merged.remove(name);
              } else if (value instanceof Mapping mapping) {
                Mapping before =
                    merged.get(name) instanceof Mapping found
                        ? found
                        : new Mapping(mapping.at(), Map.of());
                merged.put(name, merge(before, mapping));
              } else {
                merged.put(name, value);
              }
            });
    return new Mapping(patch.at(), merged);
  }
}
