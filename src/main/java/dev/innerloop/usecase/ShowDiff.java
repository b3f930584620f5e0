package dev.innerloop.usecase;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.Workload;
import dev.innerloop.cluster.diff.Comparison;
import dev.innerloop.cluster.diff.Difference;
import dev.innerloop.cluster.diff.Difference.Change;
import dev.innerloop.event.Event;
import dev.innerloop.manifest.Resources;
import dev.innerloop.plan.AppPlan;
import dev.innerloop.plan.ClusterNamespace;
import dev.innerloop.plan.NamespacePlan;
import dev.innerloop.plan.image.AppImages;
import dev.innerloop.problem.Problem;
import dev.innerloop.usecase.release.DiffFile;
import dev.innerloop.usecase.release.ReleaseImage;
import dev.innerloop.usecase.release.ReleaseRequest;
import dev.innerloop.usecase.target.ClusterSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@code dev:diff}: what {@code dev:apply} would change. Changes nothing itself. */
public final class ShowDiff {

  private final ReleaseRequest request;
  private final Consumer<Event> events;

  public ShowDiff(ReleaseRequest request, Consumer<Event> events) {
    this.request = request;
    this.events = events;
  }

  /**
   * Reports all differences of all apps.
   *
   * @param failOnDifference whether a difference is a failure
   * @throws Problem if something would be refused, or for a difference
   */
  public void diff(boolean failOnDifference) {
    List<Problem> refusals = new ArrayList<>();
    List<String> changing = new ArrayList<>();
    List<DiffFile> files =
        request.apps().stream().map(app -> DiffFile.in(AppImages.devDirectory(app.app()))).toList();
    files.forEach(DiffFile::clear);
    try (Cluster cluster = ClusterSelector.ofThisProcess(events).requireCluster(request.target())) {
      String namespace = cluster.namespaceName(request.target().namespace());
      boolean present = cluster.hasNamespace(namespace);
      if (!present) {
        say("Namespace " + namespace + " does not exist: dev:apply creates it.");
      }
      List<AppPlan> plans =
          NamespacePlan.of(
                  new ClusterNamespace(cluster, namespace),
                  request.apps(),
                  request.commands(),
                  request.logins(),
                  events)
              .apps();
      for (int i = 0; i < files.size(); i++) {
        AppPlan app = plans.get(i);
        Comparison comparison = compare(app, cluster.workload(namespace, app.name()), present);
        files.get(i).write(comparison.differences());
        refusals.addAll(comparison.refusals());
        if (comparison.changes()) {
          changing.add(app.name());
        }
      }
    }
    require(refusals, failOnDifference ? changing : List.of());
  }

  private Comparison compare(AppPlan app, Workload workload, boolean present) {
    String name = app.name();
    ReleaseImage.Choice choice =
        ReleaseImage.expected(
            app.request(), request, present ? workload.status() : Optional.empty());
    choice.note().ifPresent(note -> say(name + ": " + note));
    Consumer<Event> silent = event -> {}; // dev:apply reports it
    Resources resources =
        (present
                ? app.release(choice.image(), silent)
                : app.releaseInNewNamespace(choice.image(), silent))
            .applied();
    Comparison comparison =
        present ? workload.compare(resources) : Comparison.withNothing(resources);
    comparison.notes().forEach(note -> say(name + ": " + note));
    for (Difference difference : comparison.differences()) {
      events.accept(
          new Event.Difference(
              name,
              difference.kind(),
              difference.name(),
              difference.change().name().toLowerCase(Locale.ROOT),
              difference.lines()));
    }
    say(name + ": " + summary(comparison) + " in namespace " + workload.namespace() + ".");
    return comparison;
  }

  private static String summary(Comparison comparison) {
    List<String> parts = new ArrayList<>();
    for (Change change : Change.values()) {
      long count = comparison.differences().stream().filter(it -> it.change() == change).count();
      if (count > 0) {
        parts.add(count + " " + words(change));
      }
    }
    if (!comparison.refusals().isEmpty()) {
      parts.add(comparison.refusals().size() + " refused");
    }
    return comparison.changes() || !comparison.refusals().isEmpty()
        ? String.join(", ", parts)
        : "nothing to change";
  }

  private static String words(Change change) {
    return switch (change) {
      case CREATED -> "to create";
      case CHANGED -> "to change";
      case REMOVED -> "to remove";
      case UNCHANGED -> "unchanged";
    };
  }

  private void require(List<Problem> refusals, List<String> changing) {
    if (!refusals.isEmpty()) {
      throw new Problem(
          "dev:apply would fail.\n"
              + refusals.stream().map(Problem::getMessage).collect(Collectors.joining("\n")),
          refusals.stream().map(Problem::remedy).distinct().collect(Collectors.joining("\n")));
    }
    if (!changing.isEmpty()) {
      throw new Problem(
          "The cluster differs from the project for "
              + String.join(", ", changing)
              + ", and dev.failOnDifference is set.",
          "Apply the project: " + request.commands().of("apply"));
    }
  }

  private void say(String text) {
    events.accept(new Event.Notice(text));
  }
}
