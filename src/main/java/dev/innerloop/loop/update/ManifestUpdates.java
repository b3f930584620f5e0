package dev.innerloop.loop.update;

import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.hint.Hint;
import dev.innerloop.loop.outcome.Timing;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.session.AppSession;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Module;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** Brings changes of the project's Kubernetes resources to where its apps run. */
final class ManifestUpdates {

  private final List<AppSession> sessions;
  private final Function<App, AppRequest> requestOf;
  private final Consumer<Event> events;

  /**
   * @param sessions those of all apps; may grow until the first update
   * @param requestOf what the user says of an app, by its files as they are at the time
   */
  ManifestUpdates(
      List<AppSession> sessions, Function<App, AppRequest> requestOf, Consumer<Event> events) {
    this.sessions = sessions;
    this.requestOf = requestOf;
    this.events = events;
  }

  /**
   * Deploys apps anew whose resources have changed; what cannot be taken over is told.
   *
   * @param reread modules whose POM says something else now: of resources, or of anything else
   */
  void bringOver(List<Hint> taken, Collection<Module> reread) {
    for (AppSession session : sessions) {
      Path pom = session.app().module().pom();
      Set<Path> files = new TreeSet<>();
      boolean changed = false;
      for (Hint hint : taken) {
        if (hint instanceof Hint.ManifestsChanged manifests
            && manifests.module().pom().equals(pom)) {
          changed = true;
          files.addAll(manifests.files());
        }
      }
      boolean pomChanged = reread.stream().anyMatch(module -> module.pom().equals(pom));
      if (pomChanged) {
        files.add(pom);
      }
      if (changed || pomChanged) {
        redeploy(session, files, changed);
      }
    }
  }

  private void redeploy(AppSession session, Set<Path> files, boolean tellNothing) {
    Path basedir = session.app().module().basedir();
    List<String> names =
        files.stream()
            .map(file -> file.startsWith(basedir) ? basedir.relativize(file) : file)
            .map(file -> file.toString().replace('\\', '/'))
            .toList();
    try {
      session.asks(requestOf.apply(session.app()));
      session.redeploy(names, Timing.begin(files), tellNothing);
    } catch (Problem problem) { // of this change; the next may be better
      events.accept(Event.Notice.of(problem));
    }
  }
}
