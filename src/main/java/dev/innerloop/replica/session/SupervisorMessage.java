package dev.innerloop.replica.session;

import dev.innerloop.wire.MissingContent;
import dev.innerloop.wire.StartProgress;
import dev.innerloop.wire.State;
import dev.innerloop.wire.UpdateOutcome;
import java.io.IOException;

/** What a session that is connected to a supervisor waits for. */
sealed interface SupervisorMessage {

  record StateChanged(State state) implements SupervisorMessage {}

  /** Content that the supervisor lacks for a delivery. */
  record ContentMissing(MissingContent missing) implements SupervisorMessage {}

  /** The workspace holds the content of a delivery. */
  record Committed(long delivery) implements SupervisorMessage {}

  /** The app takes long to serve a delivery. */
  record Waiting(StartProgress progress) implements SupervisorMessage {}

  record Ended(UpdateOutcome outcome) implements SupervisorMessage {}

  /**
   * Another session has taken the replica.
   *
   * @param holder its user
   */
  record TakenOver(String holder) implements SupervisorMessage {}

  /** The supervisor ends the connection because of something that it was sent. */
  record Refused(String reason) implements SupervisorMessage {}

  /** The connection is closed or unusable. */
  record Broken(IOException cause) implements SupervisorMessage {}

  /** The desired state has changed, or the session ends. */
  record Woken() implements SupervisorMessage {}
}
