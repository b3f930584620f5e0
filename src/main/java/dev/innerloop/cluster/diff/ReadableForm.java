package dev.innerloop.cluster.diff;

import dev.innerloop.manifest.tree.ResourceFormat;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** A resource in readable, stable form: without server-managed fields. */
final class ReadableForm {

  private static final List<String> SERVERS_OWN =
      List.of(
          "creationTimestamp",
          "generation",
          "managedFields",
          "namespace",
          "resourceVersion",
          "selfLink",
          "uid");

  /** Identifying fields come before all others. */
  private static final List<String> FIRST = List.of("apiVersion", "kind", "metadata", "name");

  private static final Comparator<String> ORDER =
      Comparator.<String>comparingInt(
              key -> FIRST.contains(key) ? FIRST.indexOf(key) : FIRST.size())
          .thenComparing(Comparator.naturalOrder());

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setSplitLines(false)
          .setWidth(Integer.MAX_VALUE)
          .build();

  private ReadableForm() {}

  /** As a tree; an empty one for a missing resource. */
  static Map<String, Object> of(@Nullable HasMetadata resource) {
    if (resource == null) {
      return new TreeMap<>(ORDER);
    }
    Map<?, ?> plain = ResourceFormat.serialization().convertValue(resource, Map.class);
    Map<String, Object> tree = ordered(plain);
    tree.remove("status");
    if (tree.get("metadata") instanceof Map<?, ?> metadata) {
      SERVERS_OWN.forEach(metadata::remove);
    }
    return tree;
  }

  static List<String> lines(Map<String, Object> tree) {
    return tree.isEmpty() ? List.of() : new Dump(SETTINGS).dumpToString(tree).lines().toList();
  }

  private static Map<String, Object> ordered(Map<?, ?> map) {
    Map<String, Object> ordered = new TreeMap<>(ORDER);
    map.forEach(
        (key, value) -> {
          Object plain = ordered(value);
          if (plain != null) {
            ordered.put(String.valueOf(key), plain);
          }
        });
    return ordered;
  }

  private static @Nullable Object ordered(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return ordered(map);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> ordered = new ArrayList<>();
      list.forEach(item -> ordered.add(ordered(item)));
      return ordered;
    }
    return value;
  }
}
