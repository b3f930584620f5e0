package dev.innerloop.loop.target;

import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.CommandForm;
import dev.innerloop.manifest.settings.Kind;
import dev.innerloop.problem.Problem;

/** Which workloads dev mode can work on. */
final class LiveKinds {

  private LiveKinds() {}

  /**
   * The others are shipped, and not updated live: a Job's pods end, and the pods of a StatefulSet
   * are replaced one by one.
   *
   * @throws Problem if it is one of them
   */
  static void require(AppRequest request, CommandForm commands) {
    Kind kind = request.workload().kind();
    if (kind != Kind.DEPLOYMENT) {
      throw new Problem(
          request.app().name()
              + " is a "
              + kind.title()
              + ", and only a Deployment is updated live on a cluster.",
          "Ship it as it is: "
              + commands.of("image")
              + " && "
              + commands.of("push")
              + " && "
              + commands.of("apply")
              + "\nor work on it on this machine: "
              + commands.of("watch", "-Ddev.target=local"));
    }
  }
}
