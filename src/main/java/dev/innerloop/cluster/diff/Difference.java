package dev.innerloop.cluster.diff;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What applying changes in one resource.
 *
 * @param lines of a unified diff of its YAML; empty if nothing changes. Never contains a value of a
 *     Secret
 */
public record Difference(String kind, String name, Change change, List<String> lines) {

  /** What would be done to a resource. */
  public enum Change {
    CREATED,
    CHANGED,
    REMOVED,
    UNCHANGED
  }

  public Difference {
    lines = List.copyOf(lines);
  }

  /** A resource that would be created. */
  public static Difference created(HasMetadata wanted) {
    return of(wanted, Change.CREATED, UnifiedDiff.of(List.of(), yaml(null, wanted).after()));
  }

  /** A resource that would be changed. */
  public static Difference between(HasMetadata live, HasMetadata wanted) {
    SecretMask.Pair yaml = yaml(live, wanted);
    List<String> lines = UnifiedDiff.of(yaml.before(), yaml.after());
    return of(wanted, lines.isEmpty() ? Change.UNCHANGED : Change.CHANGED, lines);
  }

  /** A resource that would be deleted. */
  public static Difference removed(HasMetadata live) {
    return of(live, Change.REMOVED, UnifiedDiff.of(yaml(live, null).before(), List.of()));
  }

  /** All values stay; only who manages them changes. */
  Difference inOwnershipOnly() {
    return new Difference(
        kind,
        name,
        Change.CHANGED,
        List.of(" # same values, now also managed by dev-maven-plugin"));
  }

  private static Difference of(HasMetadata resource, Change change, List<String> lines) {
    return new Difference(resource.getKind(), resource.getMetadata().getName(), change, lines);
  }

  private static SecretMask.Pair yaml(@Nullable HasMetadata live, @Nullable HasMetadata wanted) {
    return SecretMask.mask(ReadableForm.of(live), ReadableForm.of(wanted));
  }
}
