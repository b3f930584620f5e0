package dev.innerloop.reload;

import dev.innerloop.wire.AdaptedClass;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.WorkspacePath;
import java.util.List;
import java.util.Optional;

/** A class of the app whose file has changed. */
final class ChangedClass {

  private final WorkspacePath path;
  private final String simpleName;
  private final byte[] before;
  private final byte[] after;
  private final ClassComparison comparison;

  ChangedClass(WorkspacePath path, String simpleName, byte[] before, byte[] after) {
    this.path = path;
    this.simpleName = simpleName;
    this.before = before.clone();
    this.after = after.clone();
    this.comparison = new ClassComparison(before, after);
  }

  /**
   * Adds what the app's JVM can take to the changes.
   *
   * @return why the app has to restart; empty if it need not
   */
  Optional<String> plan(RunningClasses running, HarmlessChanges changes) {
    if (comparison.isEqual()) {
      changes.cosmetic(simpleName);
      return Optional.empty();
    }
    Optional<byte[]> form = running.adapted(comparison.className());
    Optional<Obstacle> obstacle = comparison.obstacle();
    if (form.isEmpty() && obstacle.isEmpty()) {
      changes.bodies(simpleName, redefinition("", comparison.changedMethods()));
      return Optional.empty();
    }
    String reason = obstacle.map(Obstacle::reason).orElse("");
    try {
      AdaptedVersion version = Adaptation.adapt(form.orElse(before), before, after);
      if (running.acceptsAddedMethods() || !version.addsMethods()) {
        changes.adapted(simpleName, redefinition("", version.former()), adapted(version, form));
        return Optional.empty();
      }
    } catch (NotAdaptableException e) {
      reason = e.reason();
    }
    if (obstacle.isPresent() && obstacle.get().onlyIfLoaded()) {
      changes.unlessLoaded(simpleName, redefinition(reason, comparison.changedMethods()));
      return Optional.empty();
    }
    return Optional.of(reason.isEmpty() ? "methods added to " + simpleName + " before" : reason);
  }

  private Redefinition redefinition(String obstacle, List<String> methods) {
    return new Redefinition(comparison.className(), path.toString(), obstacle, methods);
  }

  private String change(AdaptedVersion version) {
    String change = new StructuralChange(before, after).description(simpleName);
    return change.isEmpty() && version.addsMethods() ? "lambda changed in " + simpleName : change;
  }

  private AdaptedClass adapted(AdaptedVersion version, Optional<byte[]> form) {
    return new AdaptedClass(
        comparison.className(),
        form.map(ContentHash::of).orElse(null),
        change(version),
        version.addsMethods(),
        version.bytes());
  }
}
