package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.replica.Replica;
import dev.innerloop.request.AppRequest;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where apps run. */
public interface Target extends Closeable {

  /** The event that a session starts with. */
  Event.SessionStarted started(List<String> apps);

  /** Whether apps run on this machine, and find each other by its ports. */
  boolean isHere();

  /**
   * Checks that all of the apps can run here together, before anything is built for one of them.
   *
   * @return what deploys them, in the order of the requests
   * @throws Problem if one of them cannot run here
   * @throws InterruptedException if the session is to end
   */
  List<PreparedApp> prepare(List<AppRequest> requests) throws InterruptedException;

  /**
   * How the target is left if the session ends before all apps are deployed.
   *
   * @param isDeploying whether the deployment of the first one has begun
   */
  Ending abandoned(boolean isDeploying);

  /** Where users expect the app on this machine: at its own port, if that is not another app's. */
  default int usualPort(App app) {
    return app.port();
  }

  /** A port on the loopback of each of the app's replicas that a JVM may open to debuggers. */
  int debugPort(App app);

  /**
   * A way to the pods of a Service.
   *
   * @throws dev.innerloop.problem.Problem if the target has no Services
   */
  Replica service(String name);

  @Override
  void close() throws IOException;
}
