package dev.innerloop.loop.target;

import dev.innerloop.loop.hint.Hints;
import dev.innerloop.loop.request.AppRequest;
import dev.innerloop.loop.request.SessionSettings;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An app that was put to its target: running, or about to. */
public interface Deployed extends Closeable {

  ReplicaSource replicas();

  SessionKey key();

  /** How the app, as its project has it now, is started there. */
  Launch launch(AppRequest now);

  /**
   * Starts what goes on beside the session: logs, roll-out. What is to be told comes as hints and
   * events.
   */
  void follow(Hints hints);

  /**
   * Makes it what the project now says of its resources. A roll-out that this takes is not waited
   * for: its end comes as a hint.
   *
   * @return what changed; empty where there are no resources, or if the session is to end
   * @throws Problem if it is not valid, or refused: then it stays as it was, as far as not said
   */
  Optional<Change> redeploy(AppRequest request, Hints hints);

  /**
   * What became different.
   *
   * @param reason in the user's words
   * @param replaces whether all pods are replaced
   * @param rollsOut whether there is something to wait for
   */
  record Change(String reason, boolean replaces, boolean rollsOut) {

    static final Change NONE = new Change("the resources are the same", false, false);

    public boolean isNone() {
      return equals(NONE);
    }
  }

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
