package dev.innerloop.loop.target;

import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.replica.Replica;
import java.io.Closeable;
import java.io.IOException;

/** Where apps run. */
public interface Target extends Closeable {

  /** What a session says of it when it starts. */
  Event.SessionStarted started(java.util.List<String> apps);

  /** Whether apps run on this machine, and find each other by its ports. */
  boolean isHere();

  /**
   * Makes sure that nothing is built in vain.
   *
   * @throws Problem if the apps could not be put there
   * @throws InterruptedException if the session is to end
   */
  void check(java.util.List<AppRequest> requests) throws InterruptedException;

  /**
   * Puts an app there, without waiting for it.
   *
   * @param attach whether to take what already runs as it is, where that is possible
   * @throws Problem if it cannot be put there
   * @throws InterruptedException if the session is to end
   */
  Deployed deploy(AppRequest request, boolean attach) throws InterruptedException;

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
