package dev.innerloop.replica.session;

import dev.innerloop.content.Inventory;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.replica.ReplicaConnection;
import dev.innerloop.wire.Begin;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.FileList;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.MissingContent;
import dev.innerloop.wire.Payload;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.Refusal;
import dev.innerloop.wire.StartProgress;
import dev.innerloop.wire.State;
import dev.innerloop.wire.StoredContent;
import dev.innerloop.wire.UpdateOutcome;
import dev.innerloop.wire.Welcome;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection to a real supervisor, whose frames a thread of its own reads. */
final class WireConnection implements SupervisorConnection {

  private final String replica;
  private final ReplicaConnection connection;
  private final Channel channel;
  private final BlockingQueue<SupervisorMessage> messages = new LinkedBlockingQueue<>();
  private volatile long lastHeard = System.nanoTime();
  private final boolean isHere;
  private volatile long pinged;
  private int level;

  /**
   * @param replica its name
   * @param isHere whether it can read files of this machine
   */
  WireConnection(String replica, ReplicaConnection connection, boolean isHere) {
    this.isHere = isHere;
    this.replica = replica;
    this.connection = connection;
    channel = new Channel(connection.input(), connection.output());
  }

  @Override
  public Greeting greet(Hello hello) throws IOException {
    channel.send(FrameType.HELLO, hello);
    Frame frame = channel.receive();
    if (frame.type() == FrameType.REFUSED) {
      return new Greeting.Refused(Refusal.read(frame.data()));
    }
    if (frame.type() != FrameType.WELCOME) {
      throw new IOException("the supervisor answered with " + frame.type());
    }
    Welcome welcome = Welcome.read(frame.data());
    level = welcome.level();
    Inventory inventory = Inventory.of(FileList.read(channel, welcome.files()));
    lastHeard = System.nanoTime();
    Thread reader = DaemonThreads.named("dev-replica-" + replica + "-in", this::read);
    reader.start();
    return new Greeting.Welcome(level, welcome.state(), inventory, welcome.launch());
  }

  private void read() {
    try {
      while (true) {
        Frame frame = channel.receive();
        lastHeard = System.nanoTime();
        pinged = 0;
        messages.add(message(frame));
      }
    } catch (IOException e) {
      messages.add(new SupervisorMessage.Broken(e));
    } catch (RuntimeException | Error e) {
      messages.add(new SupervisorMessage.Broken(new IOException("cannot read: " + e, e)));
    }
  }

  private static SupervisorMessage message(Frame frame) throws IOException {
    return switch (frame.type()) {
      case STATE -> new SupervisorMessage.StateChanged(State.read(frame.data()));
      case MISSING -> new SupervisorMessage.ContentMissing(MissingContent.read(frame.data()));
      case COMMITTED -> new SupervisorMessage.Committed(frame.data().readLong());
      case START_PROGRESS -> new SupervisorMessage.Waiting(StartProgress.read(frame.data()));
      case OUTCOME -> new SupervisorMessage.Ended(UpdateOutcome.read(frame.data()));
      case TAKEN_OVER -> new SupervisorMessage.TakenOver(Protocol.readText(frame.data()));
      case REFUSED -> new SupervisorMessage.Refused(Refusal.read(frame.data()).message());
      default -> throw new IOException("the supervisor sent " + frame.type());
    };
  }

  @Override
  public @Nullable SupervisorMessage next(Duration timeout) throws InterruptedException {
    return messages.poll(Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS);
  }

  @Override
  public void begin(
      Begin begin, SortedMap<WorkspacePath, ContentHash> puts, SortedSet<WorkspacePath> removals)
      throws IOException {
    channel.write(FrameType.BEGIN, begin);
    FileList.write(channel, puts);
    FileList.writeRemovals(channel, removals);
  }

  @Override
  public boolean sharesFiles() {
    return isHere && level >= 1;
  }

  @Override
  public void offer(StoredContent content) throws IOException {
    channel.write(FrameType.STORED, content);
  }

  @Override
  public void askMissing() throws IOException {
    channel.send(FrameType.ASK, Payload.NONE);
  }

  @Override
  public void sendContent(ContentHash hash, long size) throws IOException {
    channel.write(
        FrameType.BLOB,
        out -> {
          hash.write(out);
          out.writeLong(size);
        });
  }

  @Override
  public void sendChunk(byte[] buffer, int length) throws IOException {
    channel.write(FrameType.CHUNK, out -> out.write(buffer, 0, length));
    lastHeard = System.nanoTime(); // a supervisor that takes content has not fallen silent
  }

  @Override
  public void abort() throws IOException {
    channel.send(FrameType.ABORT, Payload.NONE);
  }

  @Override
  public void commit(Commit commit) throws IOException {
    channel.send(FrameType.COMMIT, commit);
  }

  @Override
  public void ping() throws IOException {
    if (pinged == 0) {
      pinged = System.nanoTime();
    }
    channel.send(FrameType.HEARTBEAT, Payload.NONE);
  }

  @Override
  public void sayGoodbye() throws IOException {
    channel.send(FrameType.BYE, Payload.NONE);
  }

  @Override
  public void wake() {
    messages.add(new SupervisorMessage.Woken());
  }

  @Override
  public Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastHeard);
  }

  @Override
  public Duration unanswered() {
    long since = pinged;
    return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
