package dev.innerloop.supervisor;

import dev.innerloop.wire.Begin;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.MissingContent;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.StartProgress;
import dev.innerloop.wire.StoredContent;
import dev.innerloop.wire.UpdateOutcome;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;

/** One connection of the writer: collects a delivery, and has it carried out. */
final class WriterSession implements Update.Reply, Closeable {

  private final Outbox outbox;
  private final Workspace workspace;
  private final UpdateExecutor executor;
  private final int level;
  private IncomingDelivery delivery;

  /**
   * @param level which additions to the protocol the writer knows
   */
  WriterSession(Outbox outbox, Workspace workspace, UpdateExecutor executor, int level) {
    this.level = level;
    this.outbox = outbox;
    this.workspace = workspace;
    this.executor = executor;
  }

  void handle(Frame frame) throws IOException {
    DataInputStream in = frame.data();
    FrameType type = frame.type();
    if (type == FrameType.BEGIN) {
      begin(Begin.read(in));
    } else if (type == FrameType.ABORT) {
      close();
    } else if (delivery == null) {
      throw new ProtocolException("no update was begun");
    } else if (type == FrameType.FILES) {
      delivery.files(in);
    } else if (type == FrameType.REMOVE) {
      delivery.removals(in);
    } else if (type == FrameType.STORED) {
      stored(StoredContent.read(in));
    } else if (type == FrameType.ASK) {
      findMissing(delivery);
    } else if (type == FrameType.BLOB) {
      delivery.blob(ContentHash.read(in), in.readLong());
    } else if (type == FrameType.CHUNK) {
      delivery.chunk(frame.bytes());
    } else if (type == FrameType.COMMIT) {
      commit(delivery, in);
    } else {
      throw new ProtocolException("a writer does not send " + type);
    }
  }

  private void begin(Begin begin) throws IOException {
    close();
    IncomingDelivery begun = new IncomingDelivery(begin, workspace.staging());
    delivery = begun;
    begun.attempt(workspace::refresh);
    if (!begin.base().equals(workspace.state().digest())) {
      // The writer does not know what lies here: the next connection tells it.
      throw new ProtocolException("the workspace is not what this update was made for");
    }
    begun.attempt(
        () -> {
          Protocol.checkedFiles(begin.puts());
          Protocol.checkedFiles(begin.removals());
          begun.into(workspace.change());
        });
  }

  private void stored(StoredContent content) {
    try {
      workspace.staging().adopt(content);
    } catch (IOException | RuntimeException e) {
      return; // it is sent, then
    }
  }

  private void findMissing(IncomingDelivery asked) throws ProtocolException {
    long number = asked.begin().delivery();
    ChangeSet changes = asked.changes();
    asked.attempt(
        () ->
            workspace
                .content()
                .findMissing(
                    changes,
                    (hashes, last) ->
                        outbox.post(FrameType.MISSING, new MissingContent(number, last, hashes))));
    if (asked.failure() != null) {
      // Nothing of it is needed any more; that it has failed is said when it is committed.
      outbox.post(FrameType.MISSING, new MissingContent(number, true, Collections.emptySet()));
    }
  }

  private void commit(IncomingDelivery complete, DataInputStream in) throws IOException {
    Begin begun = complete.begin();
    AtomicReference<Commit> commit = new AtomicReference<>();
    complete.attempt(() -> commit.set(Commit.read(in)));
    ChangeSet changes = complete.release();
    String failure = complete.failure();
    close();
    if (failure == null) {
      executor.apply(new Update(begun.delivery(), begun.revision(), changes, commit.get()), this);
    } else {
      ended(UpdateOutcome.failed(begun.delivery(), begun.revision(), failure));
    }
  }

  /** Forgets a delivery that was not committed; content that is complete is kept. */
  @Override
  public void close() throws IOException {
    IncomingDelivery dropped = delivery;
    delivery = null;
    if (dropped != null) {
      dropped.close();
    }
  }

  @Override
  public void committed(long number) {
    outbox.post(FrameType.COMMITTED, out -> out.writeLong(number));
  }

  @Override
  public void waiting(StartProgress progress) {
    if (level >= 1) {
      outbox.post(FrameType.START_PROGRESS, progress);
    }
  }

  @Override
  public void ended(UpdateOutcome outcome) {
    outbox.post(FrameType.OUTCOME, outcome);
  }
}
