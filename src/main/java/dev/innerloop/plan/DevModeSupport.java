package dev.innerloop.plan;

import dev.innerloop.manifest.settings.WorkloadKind;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Packaging;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;

/** Which apps dev mode supports. */
public final class DevModeSupport {

  private DevModeSupport() {}

  /**
   * Requires an app that is started from a class path: dev mode starts it itself.
   *
   * @throws Problem if something else starts the app
   */
  public static void requireClassPath(App app, CommandForm commands) {
    if (app.packaging().mainClass().isEmpty()) {
      throw new Problem(
          app.name()
              + " is "
              + app.packaging().description()
              + ", and only an app that runs from a class path is updated live.",
          release(commands) + instead(app.packaging(), commands));
    }
  }

  /**
   * Requires a Deployment: the pods of a Job end, and those of a StatefulSet are replaced one by
   * one.
   *
   * @throws Problem if the app is another kind of workload
   */
  static void requireDeployment(AppRequest request, CommandForm commands) {
    WorkloadKind kind = request.workload().kind();
    if (kind != WorkloadKind.DEPLOYMENT) {
      throw new Problem(
          request.app().name()
              + " is a "
              + kind.title()
              + ", and only a Deployment is updated live on a cluster.",
          release(commands)
              + "\nor work on it on this machine: "
              + commands.of("watch", "-Ddev.target=local"));
    }
  }

  private static String release(CommandForm commands) {
    return "Deploy it without dev mode: "
        + commands.of("image")
        + " && "
        + commands.of("push")
        + " && "
        + commands.of("apply");
  }

  private static String instead(Packaging packaging, CommandForm commands) {
    if (packaging instanceof Packaging.QuarkusApp) {
      return "\nor work on it in the dev mode of Quarkus, on this machine: mvn quarkus:dev";
    }
    if (packaging instanceof Packaging.NativeExecutable) {
      return "\nor work on its JVM form, if it has a main class: "
          + commands.without("dev.packaging").of("watch");
    }
    return "\nor give it a class with a main method that starts its container, and name it:"
        + " -Ddev.mainClass=com.example.Main";
  }
}
