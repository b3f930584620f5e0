package dev.innerloop.replica.session;

import dev.innerloop.content.Inventory;
import dev.innerloop.wire.Begin;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.Refusal;
import dev.innerloop.wire.State;
import dev.innerloop.wire.StoredContent;
import dev.innerloop.wire.WorkspacePath;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The protocol between a session and a supervisor, without any decision about what to send when.
 *
 * <p>Used by the thread of the replica, except for {@link #wake}, {@link #silence}, {@link
 * #unanswered} and {@link #close}.
 */
interface SupervisorConnection extends Closeable {

  /** The supervisor's answer to a greeting. */
  sealed interface Greeting {

    /**
     * @param level which additions to the protocol the supervisor knows
     * @param inventory of the workspace
     * @param launch how the app was last started; null if it never was
     */
    record Welcome(int level, State state, Inventory inventory, @Nullable Launch launch)
        implements Greeting {}

    record Refused(Refusal refusal) implements Greeting {}
  }

  Greeting greet(Hello hello) throws IOException;

  /** Waits for a message; null if none comes in time. */
  @Nullable SupervisorMessage next(Duration timeout) throws InterruptedException;

  /** Announces a delivery. */
  void begin(
      Begin begin, SortedMap<WorkspacePath, ContentHash> puts, SortedSet<WorkspacePath> removals)
      throws IOException;

  /** Whether the supervisor can read files of this machine. */
  boolean sharesFiles();

  /** Offers content that need not be sent, if {@link #sharesFiles}. */
  void offer(StoredContent content) throws IOException;

  /** Asks which content of the announced files is missing. */
  void askMissing() throws IOException;

  /** Begins to send the content with this hash. */
  void sendContent(ContentHash hash, long size) throws IOException;

  /** Sends the next bytes of it. */
  void sendChunk(byte[] buffer, int length) throws IOException;

  /** Drops the delivery that was begun; content that has arrived is kept. */
  void abort() throws IOException;

  void commit(Commit commit) throws IOException;

  /** Has the supervisor show that it answers. */
  void ping() throws IOException;

  /** Releases the replica: the supervisor closes the connection. */
  void sayGoodbye() throws IOException;

  /** Ends a wait for messages. */
  void wake();

  /** The time since the last message. */
  Duration silence();

  /** The time since the first ping that is not answered; zero if all are. */
  Duration unanswered();

  /** Ends reads and writes that block. */
  @Override
  void close() throws IOException;
}
