package dev.innerloop.cluster.diff;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What applying changes of one resource.
 *
 * @param lines of a unified diff of its YAML; empty if nothing changes. No value of a Secret is in
 *     them
 */
public record Difference(String kind, String name, Change change, List<String> lines) {

  /** What becomes of a resource. */
  public enum Change {
    CREATED,
    CHANGED,
    REMOVED,
    UNCHANGED
  }

  public Difference {
    lines = List.copyOf(lines);
  }

  /** Of a resource that is not there, as it would be. */
  public static Difference created(HasMetadata wanted) {
    return of(wanted, Change.CREATED, UnifiedDiff.of(List.of(), yaml(null, wanted).after()));
  }

  /** Of a resource that is there, as it would be. */
  public static Difference between(HasMetadata live, HasMetadata wanted) {
    SecretMask.Pair yaml = yaml(live, wanted);
    List<String> lines = UnifiedDiff.of(yaml.before(), yaml.after());
    return of(wanted, lines.isEmpty() ? Change.UNCHANGED : Change.CHANGED, lines);
  }

  /** Of a resource that would be gone. */
  public static Difference removed(HasMetadata live) {
    return of(live, Change.REMOVED, UnifiedDiff.of(yaml(live, null).before(), List.of()));
  }

  /** All values stay; only who manages them changes. */
  Difference inOwnershipOnly() {
    return new Difference(
        kind,
        name,
        Change.CHANGED,
        List.of(" # the same values, managed by dev-maven-plugin, too"));
  }

  private static Difference of(HasMetadata resource, Change change, List<String> lines) {
    return new Difference(resource.getKind(), resource.getMetadata().getName(), change, lines);
  }

  private static SecretMask.Pair yaml(@Nullable HasMetadata live, @Nullable HasMetadata wanted) {
    return SecretMask.over(ReadableForm.of(live), ReadableForm.of(wanted));
  }
}
