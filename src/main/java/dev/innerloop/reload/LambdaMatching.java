package dev.innerloop.reload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which lambda of a newer version of a class continues which one of the running version. Compilers
 * number lambdas through, so that one that is inserted renames those behind it.
 *
 * <p>Lambdas are matched within the method that makes them: those with the same content first, then
 * those between them that have the same shape, in order. Any matching gives a correct class, as the
 * code that makes a lambda is renamed with it; a good one keeps the bodies that have not changed.
 */
final class LambdaMatching {

  private final Lambdas running;
  private final Lambdas newer;

  /** From the key of a newer lambda to the key of the running one. */
  private final Map<String, String> pairs = new LinkedHashMap<>();

  private LambdaMatching(ClassNode running, ClassNode newer) {
    this.running = new Lambdas(running);
    this.newer = new Lambdas(newer);
  }

  /** New names for lambdas of the newer version, by their keys; no other method has them. */
  static Map<String, String> newNames(ClassNode running, ClassNode newer) {
    return new LambdaMatching(running, newer).newNames();
  }

  private Map<String, String> newNames() {
    newer
        .methods()
        .forEach(
            (key, method) -> {
              if (!Lambdas.isLambda(method)) {
                running.method(key).ifPresent(former -> match(former, method));
              }
            });
    Set<String> taken = new HashSet<>();
    running.methods().values().forEach(method -> taken.add(method.name));
    int free =
        Stream.of(running, newer)
            .flatMap(side -> side.methods().values().stream())
            .map(Lambdas::number)
            .mapToInt(number -> number.orElse(-1) + 1)
            .max()
            .orElse(0);
    Map<String, String> names = new LinkedHashMap<>();
    for (Map.Entry<String, MethodNode> each : newer.methods().entrySet()) {
      OptionalInt number = Lambdas.number(each.getValue());
      String name = each.getValue().name;
      String paired = pairs.get(each.getKey());
      if (paired != null) {
        String former = paired.substring(0, paired.indexOf('('));
        if (!former.equals(name)) {
          names.put(each.getKey(), former);
        }
      } else if (number.isPresent() && taken.contains(name)) {
        names.put(each.getKey(), Lambdas.renumbered(name, free++));
      }
    }
    return names;
  }

  /** Matches what two versions of a method make, and then what these lambdas make. */
  private void match(MethodNode former, MethodNode method) {
    List<String> before = new ArrayList<>(running.madeBy(former));
    List<String> after = new ArrayList<>(newer.madeBy(method));
    before.removeIf(pairs::containsValue);
    after.removeIf(pairs::containsKey);
    int i = 0;
    int j = 0;
    for (int[] same : common(before, running::content, after, newer::content)) {
      matchShapes(before.subList(i, same[0]), after.subList(j, same[1]));
      pair(before.get(same[0]), after.get(same[1]));
      i = same[0] + 1;
      j = same[1] + 1;
    }
    matchShapes(before.subList(i, before.size()), after.subList(j, after.size()));
  }

  private void matchShapes(List<String> before, List<String> after) {
    for (int[] same : common(before, running::shape, after, newer::shape)) {
      pair(before.get(same[0]), after.get(same[1]));
    }
  }

  private void pair(String former, String now) {
    pairs.put(now, former);
    MethodNode before = running.methods().get(former);
    MethodNode after = newer.methods().get(now);
    if (before != null && after != null) {
      match(before, after);
    }
  }

  /** The positions of a longest common subsequence. */
  private static List<int[]> common(
      List<String> before,
      Function<String, String> ofBefore,
      List<String> after,
      Function<String, String> ofAfter) {
    List<String> a = before.stream().map(ofBefore).toList();
    List<String> b = after.stream().map(ofAfter).toList();
    int[][] length = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        length[i][j] =
            a.get(i).equals(b.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    List<int[]> positions = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      if (a.get(i).equals(b.get(j))) {
        positions.add(new int[] {i++, j++});
      } else if (length[i + 1][j] >= length[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return positions;
  }
}
