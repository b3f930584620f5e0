package dev.innerloop.loop;

import dev.innerloop.content.PathFilter;
import dev.innerloop.content.watch.Changes;
import dev.innerloop.content.watch.WatchScope;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.hint.Collected;
import dev.innerloop.loop.hint.Hint;
import dev.innerloop.loop.hint.Hints;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.SessionSettings.Trigger;
import dev.innerloop.loop.session.Keys;
import dev.innerloop.project.Module;
import dev.innerloop.project.Poms;
import dev.innerloop.wire.ReloadMode;
import java.io.Closeable;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What leads to an update: what is saved, and what the user types where updates are asked for. */
final class ProjectWatch {

  private final List<AppRequest> requests;
  private final Poms poms;
  private final Map<Path, PathFilter> filters;
  private final InputStream input;
  private final Keys keys;
  private final Hints hints;
  private final Consumer<Event> events;

  /**
   * @param filters which files of a module count when they change, by its POM
   * @param input a line of it asks for an update, where updates are asked for
   */
  ProjectWatch(
      List<AppRequest> requests,
      Poms poms,
      Map<Path, PathFilter> filters,
      InputStream input,
      Keys keys,
      Hints hints,
      Consumer<Event> events) {
    this.requests = requests;
    this.poms = poms;
    this.filters = Map.copyOf(filters);
    this.input = input;
    this.keys = keys;
    this.hints = hints;
    this.events = events;
  }

  /** Leaves hints of what changes in these modules from now on, until it is closed. */
  Closeable begin(Collection<Module> modules) {
    Map<Path, List<Path>> manifests = new HashMap<>();
    requests.forEach(it -> manifests.put(it.app().module().pom(), it.sources()));
    WatchScope scope = new WatchScope(List.copyOf(modules), poms.files(), filters, manifests);
    if (requests.stream().allMatch(it -> it.session().trigger() == Trigger.AUTO)) {
      if (requests.stream().anyMatch(it -> it.session().reload() == ReloadMode.REDEFINE)) {
        keys.listen(input, new Typed(() -> {}, () -> {}));
      }
      return Changes.watch(scope, Changes.Timing.DEFAULT, hints);
    }
    Collected collected = new Collected(hints, events);
    Changes changes = Changes.watch(scope, Changes.Timing.DEFAULT, collected);
    keys.listen(input, new Typed(collected::release, this::cannotTrigger));
    return changes;
  }

  private void cannotTrigger() {
    events.accept(
        new Event.Notice(
            "Standard input has ended, so nothing can ask for updates any more: start this from a"
                + " terminal, or leave out -Ddev.trigger=manual"));
  }

  private final class Typed implements Keys.Listener {

    private final Runnable update;
    private final Runnable ended;

    Typed(Runnable update, Runnable ended) {
      this.update = update;
      this.ended = ended;
    }

    @Override
    public void restart() {
      events.accept(new Event.Notice("Restarting."));
      hints.add(new Hint.Restart());
    }

    @Override
    public void other() {
      update.run();
    }

    @Override
    public void ended() {
      ended.run();
    }
  }
}
