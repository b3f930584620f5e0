package dev.innerloop.supervisor;

import dev.innerloop.wire.AppLaunch;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.FileList;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Outcome;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.ReloadStrategy;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** One connection of the writer: collects an update, and has it carried out. */
final class WriterSession implements Update.Reply {

  private static final int HASHES_PER_FRAME = 10_000;

  private final Channel channel;
  private final Outbox outbox;
  private final Workspace workspace;
  private final Converger converger;

  private Delta delta;
  private long number;
  private Staging.Arrival arrival;

  WriterSession(Channel channel, Outbox outbox, Workspace workspace, Converger converger) {
    this.channel = channel;
    this.outbox = outbox;
    this.workspace = workspace;
    this.converger = converger;
  }

  void handle(Frame frame) throws IOException {
    DataInputStream in = frame.data();
    switch (frame.type()) {
      case BEGIN:
        begin(in);
        break;
      case ASK:
        answer(workspace.missing(begun()));
        break;
      case BLOB:
        drop();
        arrival = workspace.staging().receive(ContentHash.read(in), in.readLong());
        finishIfComplete();
        break;
      case CHUNK:
        if (arrival == null) {
          throw new ProtocolException("content of no file");
        }
        arrival.append(frame.bytes());
        finishIfComplete();
        break;
      case COMMIT:
        commit(in);
        break;
      case ABORT:
        drop();
        delta = null;
        break;
      default:
        throw new ProtocolException("a writer does not send " + frame.type());
    }
  }

  /** Forgets what has arrived in part. */
  void drop() throws IOException {
    if (arrival != null) {
      arrival.close();
      arrival = null;
    }
  }

  private void begin(DataInputStream in) throws IOException {
    drop();
    number = in.readLong();
    ContentHash base = ContentHash.read(in);
    int puts = in.readInt();
    int removals = in.readInt();
    SortedMap<String, ContentHash> files = FileList.read(channel, puts);
    for (String path : files.keySet()) {
      SafePath.check(path);
    }
    SortedSet<String> removed = readRemovals(removals);
    if (!base.equals(workspace.digest())) {
      throw new ProtocolException("the workspace is not what this update was made for");
    }
    delta = new Delta(files, removed);
  }

  private SortedSet<String> readRemovals(int count) throws IOException {
    if (count < 0 || count > Protocol.MAX_FILES) {
      throw new ProtocolException("too many files to remove");
    }
    SortedSet<String> removed = new TreeSet<>();
    for (int left = count; left > 0; ) {
      Frame frame = channel.receive();
      if (frame.type() != FrameType.REMOVE) {
        throw new ProtocolException("expected removals, not " + frame.type());
      }
      DataInputStream in = frame.data();
      int here = in.readInt();
      if (here < 1 || here > left) {
        throw new ProtocolException("more removals than announced");
      }
      for (int i = 0; i < here; i++) {
        removed.add(SafePath.check(in.readUTF()));
      }
      left -= here;
    }
    return removed;
  }

  private void answer(Iterable<ContentHash> missing) {
    List<ContentHash> hashes = new ArrayList<>();
    for (ContentHash hash : missing) {
      hashes.add(hash);
    }
    for (int from = 0; ; from += HASHES_PER_FRAME) {
      List<ContentHash> part =
          hashes.subList(from, Math.min(hashes.size(), from + HASHES_PER_FRAME));
      boolean last = from + HASHES_PER_FRAME >= hashes.size();
      outbox.post(
          FrameType.MISSING,
          out -> {
            out.writeBoolean(last);
            out.writeInt(part.size());
            for (ContentHash hash : part) {
              hash.write(out);
            }
          });
      if (last) {
        return;
      }
    }
  }

  private void finishIfComplete() throws IOException {
    if (arrival.isComplete()) {
      arrival.finish();
      arrival = null;
    }
  }

  private void commit(DataInputStream in) throws IOException {
    ReloadStrategy strategy = Protocol.constant(ReloadStrategy.values(), in.readUnsignedByte());
    String reason = in.readUTF();
    AppLaunch launch = AppLaunch.read(in);
    int count = in.readInt();
    if (count < 0 || count > Protocol.MAX_REDEFINED) {
      throw new ProtocolException("too many classes to redefine");
    }
    List<Redefinition> classes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Redefinition change = Redefinition.read(in);
      if (!change.path().isEmpty()) {
        SafePath.check(change.path());
      }
      classes.add(change);
    }
    for (String entry : launch.classPath()) {
      SafePath.check(entry);
    }
    Delta begun = begun();
    delta = null;
    converger.apply(new Update(number, begun, strategy, reason, launch, classes), this);
  }

  private Delta begun() throws ProtocolException {
    if (delta == null) {
      throw new ProtocolException("no update was begun");
    }
    return delta;
  }

  @Override
  public void committed(long update) {
    outbox.post(FrameType.COMMITTED, out -> out.writeLong(update));
  }

  @Override
  public void ended(Outcome outcome) {
    outbox.post(FrameType.OUTCOME, outcome);
  }
}
