package dev.innerloop.loop;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.replica.Launch;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** An app that was put to its target: running, or about to. */
interface Deployed extends Closeable {

  ReplicaSource replicas();

  SessionKey key();

  /** How the app, as its project has it now, is started there. */
  Launch launch(App app);

  /**
   * Starts what goes on beside the session: logs, roll-out. What is to be told comes as hints and
   * events.
   */
  void follow(Hints hints);

  /** Whether it takes a roll-out until the app is ready. */
  boolean rollsOut();

  /**
   * Does with the app what is to be done when its session ends.
   *
   * @return what the user may type next
   * @throws Problem if it cannot be done
   */
  List<String> end(SessionSettings.OnExit onExit) throws InterruptedException;

  /** Ends what {@link #follow} started. */
  @Override
  void close() throws IOException;
}
