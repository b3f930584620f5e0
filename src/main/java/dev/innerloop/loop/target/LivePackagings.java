package dev.innerloop.loop.target;

import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Packaging;

/** Which apps dev mode can work on: those that we start ourselves, from a class path. */
public final class LivePackagings {

  private LivePackagings() {}

  /**
   * @throws Problem if the app is started by something else; the others are shipped
   */
  public static void require(App app, CommandForm commands) {
    if (app.packaging().mainClass().isEmpty()) {
      throw new Problem(
          app.name()
              + " is "
              + app.packaging().words()
              + ", and only an app that runs from a class path is updated live.",
          "Ship it as it is: "
              + commands.of("image")
              + " && "
              + commands.of("push")
              + " && "
              + commands.of("apply")
              + instead(app.packaging(), commands));
    }
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
