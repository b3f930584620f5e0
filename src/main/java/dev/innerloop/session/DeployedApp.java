package dev.innerloop.session;

import dev.innerloop.problem.Problem;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.SessionSettings;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** An app that was deployed to its target. */
public interface DeployedApp extends Closeable {

  ReplicaSource replicas();

  SessionKey key();

  /** How the app, as its project is now, is started at this target. */
  Launch launch(AppRequest request);

  /**
   * Another process listens on the port of the app: chooses another one for the next {@link
   * #launch}.
   *
   * @return false if it has to be this one
   */
  default boolean changePort() {
    return false;
  }

  /** Whether the app is ready only after a rollout. */
  boolean rollsOut();

  /**
   * Starts to follow the app's log, and its rollout if there is one.
   *
   * @param rolledOut receives why the rollout failed, or empty, from another thread
   */
  void follow(Consumer<Optional<Problem>> rolledOut);

  /**
   * Applies the app's resources as the project now describes them, without waiting for the rollout
   * that may follow.
   *
   * @param rolledOut receives why that rollout failed, or empty, from another thread
   * @return what changed; empty where there are no resources, or if the session is ending
   * @throws Problem if the resources are invalid or refused; then they are as before, as far as the
   *     message does not say otherwise
   */
  Optional<Change> redeploy(AppRequest request, Consumer<Optional<Problem>> rolledOut);

  /**
   * What became different.
   *
   * @param reason for people
   * @param replaces whether all pods are replaced
   * @param rollsOut whether there is a rollout to wait for
   */
  record Change(String reason, boolean replaces, boolean rollsOut) {

    public static final Change NONE = new Change("the resources are the same", false, false);

    public boolean isNone() {
      return equals(NONE);
    }
  }

  /**
   * Keeps, stops or deletes the app at the end of a session.
   *
   * @param isDebugged whether the session has opened it to debuggers
   * @throws Problem if it cannot be done
   */
  Ending end(SessionSettings.OnExit onExit, boolean isDebugged) throws InterruptedException;

  /** Stops to follow the app. */
  @Override
  void close() throws IOException;
}
