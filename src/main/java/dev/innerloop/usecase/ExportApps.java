package dev.innerloop.usecase;

import dev.innerloop.event.Event;
import dev.innerloop.export.ExportDirectory;
import dev.innerloop.export.ExportPlan;
import dev.innerloop.export.ExportSettings;
import dev.innerloop.export.ExportedApp;
import dev.innerloop.image.BuiltImage;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.plan.ReleaseManifests;
import dev.innerloop.plan.image.AppImages;
import dev.innerloop.plan.image.PodImage;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.ImageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code dev:export}: files from which others deploy the apps. Needs no cluster. */
public final class ExportApps {

  private final List<Task> tasks;
  private final Path basedir;
  private final CommandForm commands;
  private final ConfiguredCredentials logins;
  private final Consumer<Event> events;

  /** An app, and how it is exported. */
  public record Task(AppRequest request, ExportSettings settings) {}

  /**
   * @param basedir from which users know their paths
   */
  public ExportApps(
      List<Task> tasks,
      Path basedir,
      CommandForm commands,
      ConfiguredCredentials logins,
      Consumer<Event> events) {
    this.tasks = List.copyOf(tasks);
    this.basedir = basedir;
    this.commands = commands;
    this.logins = logins;
    this.events = events;
  }

  /**
   * Whether all apps could be exported once their images are pushed.
   *
   * @throws Problem if one of them cannot be exported
   */
  public void check() {
    for (Task task : tasks) {
      String unknown = task.request().app().name() + ":unknown";
      Resources resources = manifests(task).of(new ManifestRequest.Image(unknown, false));
      plan(task, exported(task, resources, unknown));
    }
  }

  /**
   * All apps, or none.
   *
   * @throws Problem if one of them cannot be exported
   */
  public void export() {
    List<ExportedApp> exports = new ArrayList<>();
    List<ExportPlan> plans = new ArrayList<>();
    for (Task task : tasks) {
      ExportedApp export = export(task);
      exports.add(export);
      plans.add(plan(task, export));
    }
    ExportPlan.execute(plans);
    for (int i = 0; i < tasks.size(); i++) {
      report(tasks.get(i), exports.get(i), plans.get(i));
    }
  }

  private ExportPlan plan(Task task, ExportedApp export) {
    return new ExportDirectory(directory(task), name(task)).plan(export.files());
  }

  private ReleaseManifests manifests(Task task) {
    AppRequest request = task.request();
    if (request.image().delivery() == ImageSettings.Choice.DIRECT) {
      throw new Problem(
          "dev:export refers to an image, and dev.delivery=direct has none.",
          "Leave dev.delivery out, and build and push an image:\n" + toPush(request));
    }
    return new ReleaseManifests(request, openShift(task), ClusterObjects.UNKNOWN);
  }

  private ExportedApp export(Task task) {
    AppRequest request = task.request();
    App app = request.app();
    ReleaseManifests manifests = manifests(task);
    // Before an image is asked for, which takes its time to build and push.
    manifests.of(new ManifestRequest.Image(app.name() + ":unknown", false));
    BuiltImage image =
        new AppImages(request, logins, events)
            .pushed()
            .filter(built -> !built.isLoaded()) // which only this machine's cluster has
            .orElseThrow(
                () ->
                    new Problem(
                        "No image of "
                            + app.name()
                            + " was pushed since it was built, and an export names one by its"
                            + " digest.",
                        "Build and push it first:\n" + toPush(request)));
    return exported(task, manifests.of(PodImage.released(image)), image.pinned());
  }

  private static ExportedApp exported(Task task, Resources resources, String image) {
    App app = task.request().app();
    return ExportedApp.of(
        new ExportedApp.Subject(app.name(), app.coordinates().version(), image),
        resources.trees(),
        task.settings().format(),
        task.settings().environments());
  }

  private String toPush(AppRequest request) {
    CommandForm form = commands.without("dev.delivery");
    ImageSettings image = request.image();
    String[] options =
        image.registry() == null && image.image() == null
            ? new String[] {"-Ddev.registry=HOST/PATH"}
            : new String[0];
    return form.of("image", options) + " && " + form.of("push", options);
  }

  /** What a cluster would be asked for. */
  private static boolean openShift(Task task) {
    AppRequest request = task.request();
    boolean matters =
        request.manifests().source().isEmpty()
            && request
                .workload()
                .network()
                .exposure()
                .filter(exposure -> exposure.gateway().isEmpty())
                .isPresent();
    if (matters && task.settings().platform().isEmpty()) {
      throw new Problem(
          request.app().name()
              + " has a host, which needs an Ingress or, on OpenShift, a Route. An export does"
              + " not connect to a cluster.",
          "Set one: -Ddev.platform=kubernetes creates an Ingress, -Ddev.platform=openshift a"
              + " Route.");
    }
    return task.settings().platform().equals(Optional.of(ExportSettings.Platform.OPENSHIFT));
  }

  private Path directory(Task task) {
    return basedir.resolve(task.settings().folder()).resolve(task.request().app().name());
  }

  private String name(Task task) {
    Path directory = directory(task).normalize();
    return directory.startsWith(basedir)
        ? basedir.relativize(directory).toString()
        : directory.toString();
  }

  private void report(Task task, ExportedApp export, ExportPlan plan) {
    String app = task.request().app().name() + ": ";
    notice(app + "exported to " + name(task) + " as " + form(task.settings()) + ", " + plan);
    for (String file : plan.kept()) {
      notice(app + name(task) + "/" + file + " is yours, and is kept");
    }
    export
        .secrets()
        .forEach(secret -> notice(app + secret + " must exist where the app is deployed"));
  }

  private static String form(ExportSettings settings) {
    return switch (settings.format()) {
      case PLAIN -> "plain resources";
      case KUSTOMIZE -> "a Kustomize base";
      case HELM -> "a Helm chart";
    };
  }

  private void notice(String text) {
    events.accept(new Event.Notice(text));
  }
}
