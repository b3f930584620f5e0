package dev.innerloop.session;

import dev.innerloop.content.Inventory;
import dev.innerloop.content.SharedPackages;
import dev.innerloop.content.SharedPackages.SharedPackage;
import dev.innerloop.event.Event;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts an app that would break in layers on one class path, and reports why. */
final class ClassPathChoice {

  private final SharedPackages packages = new SharedPackages();
  private final Consumer<Event> events;
  private List<ClassPathEntry> checkedClassPath = List.of();
  private Inventory checked = Inventory.EMPTY;
  private Optional<SharedPackage> shared = Optional.empty();

  ClassPathChoice(Consumer<Event> events) {
    this.events = events;
  }

  /** The launch as it is possible for this content. */
  Launch possible(Launch wanted, App app, Inventory inventory) {
    if (wanted.layout() == ClassPathLayout.ONE) {
      return wanted;
    }
    if (mayDiffer(app, inventory)) {
      Optional<SharedPackage> before = shared;
      shared = packages.find(app.classPath(), inventory);
      shared.filter(now -> !before.equals(Optional.of(now))).ifPresent(now -> report(app, now));
    }
    checkedClassPath = app.classPath();
    checked = inventory;
    return shared.isPresent() ? wanted.withLayout(ClassPathLayout.ONE) : wanted;
  }

  private boolean mayDiffer(App app, Inventory inventory) {
    if (!app.classPath().equals(checkedClassPath)) {
      return true;
    }
    var difference = checked.differenceTo(inventory);
    return difference.added().stream().anyMatch(path -> path.toString().endsWith(".class"))
        || (shared.isPresent() && !difference.removed().isEmpty());
  }

  private void report(App app, SharedPackage now) {
    events.accept(
        new Event.Notice(
            app.name()
                + ": "
                + now
                + " is also in "
                + now.jar()
                + ", so the app and its libraries have one class loader. An update that needs a"
                + " restart gets a new JVM. To avoid that, rename the package."));
  }
}
