package dev.innerloop.project.maven;

import dev.innerloop.project.App;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.WorkingPath;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** Finds changes of POMs that a running session cannot apply. */
final class PomComparison {

  private static final String OUR_PLUGIN = "dev.innerloop:dev-maven-plugin";

  /** Parameters of this plugin that affect only the deployment or the start of the app. */
  static final Set<String> DEPLOYED =
      Set.of(
          "arguments",
          "replicas",
          "host",
          "ingress",
          "resources",
          "env",
          "envFrom",
          "ports",
          "probes",
          "labels",
          "annotations",
          "volumes",
          "config",
          "secret",
          "serviceAccount",
          "networkPolicy",
          "disruptionBudget",
          "autoscaling");

  private PomComparison() {}

  /**
   * Compares POMs.
   *
   * @return a change that requires a new session, as the beginning of a sentence
   */
  static Optional<String> ofPoms(List<Pom> older, List<Pom> newer) {
    Map<Path, Pom> before = new LinkedHashMap<>();
    older.forEach(pom -> before.put(pom.file(), pom));
    for (Pom pom : newer) {
      Pom former = before.remove(pom.file());
      Optional<String> beyond =
          former == null
              ? Optional.of("The list of modules (" + pom.name() + " is new)")
              : ofPom(former, pom);
      if (beyond.isPresent()) {
        return beyond;
      }
    }
    return before.values().stream()
        .findFirst()
        .map(pom -> "The list of modules (" + pom.name() + " was removed)");
  }

  private static Optional<String> ofPom(Pom older, Pom newer) {
    Model before = older.model();
    Model after = newer.model();
    if (!before.getPackaging().equals(after.getPackaging())) {
      return Optional.of("The packaging of " + older.name());
    }
    if (!before.getId().equals(after.getId())) {
      return Optional.of("The version, or the name, of " + older.name());
    }
    if (!folders(before.getBuild()).equals(folders(after.getBuild()))) {
      return Optional.of("A directory of " + older.name());
    }
    if (!ourConfiguration(before).equals(ourConfiguration(after))) {
      return Optional.of("The configuration of dev-maven-plugin in " + older.name());
    }
    return Optional.empty();
  }

  /**
   * Compares the build steps for sources and classes, except those that a session performs itself.
   */
  static Optional<String> ofSteps(String module, LifecycleSteps older, LifecycleSteps newer) {
    Map<String, String> before = described(older);
    Map<String, String> after = described(newer);
    for (Map.Entry<String, String> step : after.entrySet()) {
      if (!step.getValue().equals(before.remove(step.getKey()))) {
        return Optional.of("What " + step.getKey() + " does in " + module);
      }
    }
    return before.keySet().stream().findFirst().map(step -> "What " + step + " does in " + module);
  }

  /** Compares settings of apps that are not applied again. */
  static Optional<String> ofApps(Reactor older, Reactor newer) {
    for (App app : older.apps()) {
      Optional<App> successor =
          newer.apps().stream()
              .filter(each -> each.module().pom().equals(app.module().pom()))
              .findFirst();
      if (successor.isEmpty()) {
        return Optional.of("The main class or packaging of " + app.module().name());
      }
      App now = successor.get();
      if (now.javaRelease() != app.javaRelease()) {
        return Optional.of("The Java release of " + app.module().name());
      }
      if (!shipped(now).equals(shipped(app))) {
        return Optional.of("Which files " + app.name() + " reads from its working directory");
      }
      if (now.port() != app.port()
          || now.framework() != app.framework()
          || !now.readinessPath().equals(app.readinessPath())
          || !now.name().equals(app.name())) {
        return Optional.of("How " + app.name() + " is deployed");
      }
    }
    return Optional.empty();
  }

  /** They are watched from the start of a session. */
  private static List<WorkingPath> shipped(App app) {
    return app.workingPaths().stream().filter(WorkingPath::isShipped).toList();
  }

  private static List<String> folders(Build build) {
    return List.of(
        String.valueOf(build.getDirectory()),
        String.valueOf(build.getOutputDirectory()),
        String.valueOf(build.getSourceDirectory()),
        build.getResources().stream().map(Resource::getDirectory).sorted().toList().toString());
  }

  private static String ourConfiguration(Model model) {
    Plugin plugin = model.getBuild().getPluginsAsMap().get(OUR_PLUGIN);
    if (plugin == null) {
      return "";
    }
    Xpp3Dom others = new Xpp3Dom("configuration");
    if (plugin.getConfiguration() instanceof Xpp3Dom all) {
      for (Xpp3Dom child : all.getChildren()) {
        if (!DEPLOYED.contains(child.getName())) {
          others.addChild(child);
        }
      }
    }
    return plugin.getVersion() + others;
  }

  private static Map<String, String> described(LifecycleSteps steps) {
    Map<String, String> described = new LinkedHashMap<>();
    for (MojoExecution step : steps.all()) {
      if (!steps.resources().contains(step) && !steps.compilations().contains(step)) {
        described.put(
            step.getArtifactId() + ":" + step.getGoal() + " (" + step.getExecutionId() + ")",
            step.getVersion() + step.getConfiguration());
      }
    }
    return described;
  }
}
