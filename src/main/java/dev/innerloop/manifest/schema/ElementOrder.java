package dev.innerloop.manifest.schema;

import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order of a merged list: {@code normalizeElementOrder} of Kubernetes' strategicpatch. Items of
 * the patch are in the order of the patch, the others in that of the original, and the two are
 * interleaved by their positions in the original.
 *
 * @param mergeKey identifies items; empty if they are not maps and are compared by value
 */
record ElementOrder(String mergeKey) {

  /**
   * @param merged all items
   * @param wanted the order in the patch
   * @param present the order in the original
   */
  List<Node> of(List<Node> merged, List<Node> wanted, List<Node> present) {
    List<@Nullable Object> wantedKeys = keys(wanted);
    List<@Nullable Object> presentKeys = keys(present);
    Set<@Nullable Object> inPatch = new HashSet<>(wantedKeys);
    List<Node> ofPatch = new ArrayList<>();
    List<Node> others = new ArrayList<>();
    for (Node item : merged) {
      (inPatch.contains(key(item)) ? ofPatch : others).add(item);
    }
    ofPatch.sort(Comparator.comparingInt(item -> wantedKeys.indexOf(key(item))));
    others.sort(Comparator.comparingInt(item -> presentKeys.indexOf(key(item))));
    return interleaved(others, ofPatch, presentKeys);
  }

  private List<Node> interleaved(
      List<Node> others, List<Node> ofPatch, List<@Nullable Object> present) {
    List<Node> all = new ArrayList<>();
    int i = 0;
    for (Node item : ofPatch) {
      int index = present.indexOf(key(item));
      while (i < others.size() && index >= 0) {
        int other = present.indexOf(key(others.get(i)));
        if (other < 0 || other >= index) {
          break;
        }
        all.add(others.get(i++));
      }
      all.add(item);
    }
    all.addAll(others.subList(i, others.size()));
    return all;
  }

  private List<@Nullable Object> keys(List<Node> items) {
    List<@Nullable Object> keys = new ArrayList<>();
    items.forEach(item -> keys.add(key(item)));
    return keys;
  }

  /** The key of an item, which may be a directive. */
  @Nullable Object key(Node item) {
    if (mergeKey.isEmpty()) {
      return item.plain();
    }
    if (!(item instanceof Mapping mapping)) {
      throw new Unmergeable(
          item.at(),
          "items of this list are maps with the field " + mergeKey + ", but this is " + item.word(),
          "Write it as \"- " + mergeKey + ": …\".");
    }
    if (!(mapping.get(mergeKey) instanceof Scalar scalar) || scalar.isNull()) {
      throw new Unmergeable(
          item.at(),
          "items of this list are identified by " + mergeKey + ", which is missing here",
          "Add " + mergeKey + " to this item.");
    }
    return scalar.value();
  }

  boolean same(Node one, Node other) {
    return Objects.equals(key(one), key(other));
  }
}
