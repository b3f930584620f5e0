package dev.innerloop.manifest;

import dev.innerloop.manifest.pod.PodTemplates;
import dev.innerloop.manifest.tree.FieldPath;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Position;
import dev.innerloop.manifest.tree.ResourceFormat;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The differences between two versions of an app's resources.
 *
 * @param all descriptions such as {@code spec.ports[http].port changed in Service shop}
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
                fields(then, now).ifPresent(fields -> changes.add(fields + " in " + title));
              }
            });
    former.keySet().forEach(title -> changes.add(title + " removed"));
    return new ResourceChanges(changes);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** All changes in one line. */
  public String words() {
    return some(all);
  }

  private static Map<String, HasMetadata> byTitle(Resources resources) {
    Map<String, HasMetadata> byTitle = new LinkedHashMap<>();
    resources.all().forEach(it -> byTitle.put(it.getKind() + " " + it.getMetadata().getName(), it));
    return byTitle;
  }

  /** An added or removed resource counts as one change; derived fields are not counted. */
  private static Optional<String> fields(HasMetadata before, HasMetadata after) {
    Mapping former = tree(before);
    Mapping now = tree(after);
    SortedSet<String> fields = new TreeSet<>();
    FieldPath.eachLeaf(
        former,
        (path, leaf) ->
            FieldPath.find(now, path)
                .ifPresentOrElse(
                    other -> {
                      if (!Objects.equals(other.plain(), leaf.plain())) {
                        fields.add(inPod(path) + " changed");
                      }
                    },
                    () -> fields.add(inPod(FieldPath.firstMissing(now, path)) + " removed")));
    FieldPath.eachLeaf(
        now,
        (path, leaf) -> {
          if (FieldPath.find(former, path).isEmpty()) {
            fields.add(inPod(FieldPath.firstMissing(former, path)) + " added");
          }
        });
    fields.removeIf(field -> field.contains(PodTemplates.CHECKSUM));
    return fields.isEmpty() ? Optional.empty() : Optional.of(some(List.copyOf(fields)));
  }

  private static String inPod(String path) {
    return path.startsWith(POD) ? path.substring(POD.length()) : path;
  }

  private static Mapping tree(HasMetadata resource) {
    return ResourceFormat.tree(resource, NOWHERE);
  }

  private static String some(List<String> all) {
    int more = all.size() - MOST_NAMED;
    return String.join(", ", all.stream().limit(MOST_NAMED).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }
}
