package dev.innerloop.manifest;

import dev.innerloop.manifest.tree.FieldPath;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Position;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What differs between two forms of an app's resources.
 *
 * @param all in words, such as {@code spec.ports[http].port changed in Service shop}
 */
public record ResourceChanges(List<String> all) {

  private static final String POD = "spec.template.spec.";
  private static final int MOST_NAMED = 2;
  private static final Position NOWHERE = new Position("", 0);

  public ResourceChanges {
    all = List.copyOf(all);
  }

  public static ResourceChanges between(Resources before, Resources after) {
    Map<String, HasMetadata> former = byTitle(before);
    List<String> changes = new ArrayList<>();
    byTitle(after)
        .forEach(
            (title, now) -> {
              HasMetadata then = former.remove(title);
              if (then == null) {
                changes.add(title + " added");
              } else if (!then.equals(now)) {
                changes.add(named(fields(then, now)) + " changed in " + title);
              }
            });
    former.keySet().forEach(title -> changes.add(title + " removed"));
    return new ResourceChanges(changes);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** All of it in a line. */
  public String words() {
    int more = all.size() - MOST_NAMED;
    return String.join(", ", all.stream().limit(MOST_NAMED).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static Map<String, HasMetadata> byTitle(Resources resources) {
    Map<String, HasMetadata> byTitle = new LinkedHashMap<>();
    resources.all().forEach(it -> byTitle.put(it.getKind() + " " + it.getMetadata().getName(), it));
    return byTitle;
  }

  private static List<String> fields(HasMetadata before, HasMetadata after) {
    Map<String, Object> former = leaves(before);
    Map<String, Object> now = leaves(after);
    TreeSet<String> changed = new TreeSet<>(former.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(path -> Objects.equals(former.get(path), now.get(path)));
    return changed.stream()
        .map(path -> path.startsWith(POD) ? path.substring(POD.length()) : path)
        .toList();
  }

  private static Map<String, Object> leaves(HasMetadata resource) {
    Map<String, Object> leaves = new LinkedHashMap<>();
    FieldPath.eachLeaf(
        (Mapping) Node.of(new KubernetesSerialization().convertValue(resource, Map.class), NOWHERE),
        (path, leaf) -> leaves.put(path, String.valueOf(leaf.plain())));
    return leaves;
  }

  private static String named(List<String> fields) {
    int more = fields.size() - MOST_NAMED;
    return String.join(", ", fields.stream().limit(MOST_NAMED).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }
}
