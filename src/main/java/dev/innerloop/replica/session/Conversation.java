package dev.innerloop.replica.session;

import dev.innerloop.content.Inventory;
import dev.innerloop.replica.Connection;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.FileList;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.Refusal;
import dev.innerloop.wire.State;
import dev.innerloop.wire.Welcome;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One open connection to a supervisor: what it has said last, and what it says next. */
public final class Conversation implements Closeable {

  private final Connection connection;
  private final Channel channel;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile long lastHeard = System.nanoTime();
  private volatile long asked;

  private Inventory held = Inventory.EMPTY;
  private @Nullable Launch launch;
  private AppState app = AppState.WAITING;
  private int exitCode;

  /** What wakes the session's thread. */
  sealed interface Event {
    record Received(Frame frame) implements Event {}

    record Broken(IOException cause) implements Event {}

    record Woken() implements Event {}
  }

  Conversation(Connection connection) {
    this.connection = connection;
    channel = new Channel(connection.input(), connection.output());
  }

  /**
   * Introduces us.
   *
   * @return why the replica does not talk to us, or null if it does
   */
  @Nullable Refusal open(Hello hello, String name) throws IOException {
    channel.send(FrameType.HELLO, hello);
    Frame frame = channel.receive();
    if (frame.type() == FrameType.REFUSED) {
      return Refusal.read(frame.data());
    }
    if (frame.type() != FrameType.WELCOME) {
      throw new IOException("the supervisor answered with " + frame.type());
    }
    Welcome welcome = Welcome.read(frame.data());
    note(welcome.state());
    launch = welcome.launch();
    Map<String, ContentHash> files = new TreeMap<>();
    FileList.read(channel, welcome.files())
        .forEach((path, hash) -> files.put(path.toString(), hash));
    held = Inventory.of(files);
    lastHeard = System.nanoTime();
    Thread reader = new Thread(this::read, "dev-replica-" + name + "-in");
    reader.setDaemon(true);
    reader.start();
    return null;
  }

  Channel channel() {
    return channel;
  }

  Inventory held() {
    return held;
  }

  @Nullable Launch launch() {
    return launch;
  }

  AppState app() {
    return app;
  }

  int exitCode() {
    return exitCode;
  }

  boolean isRunning() {
    return app == AppState.STARTING || app == AppState.SERVING;
  }

  void note(State state) {
    app = state.app();
    exitCode = state.exitCode();
  }

  /** The replica has confirmed that it holds this. */
  void holds(Inventory inventory, Launch newLaunch) {
    held = inventory;
    launch = newLaunch;
  }

  /** Waits for something to happen; null if nothing does in time. */
  @Nullable Event next(Duration patience) throws InterruptedException {
    return events.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
  }

  void wake() {
    events.add(new Event.Woken());
  }

  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastHeard);
  }

  /** Has the replica show that it answers. */
  void ping() throws IOException {
    if (asked == 0) {
      asked = System.nanoTime();
    }
    channel.send(FrameType.HEARTBEAT, out -> {});
  }

  /** For how long the replica owes an answer; zero if it owes none. */
  Duration unanswered() {
    long since = asked;
    return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  /** Ends reads and writes that block, from any thread. */
  @Override
  public void close() throws IOException {
    connection.close();
  }

  private void read() {
    try {
      while (true) {
        Frame frame = channel.receive();
        lastHeard = System.nanoTime();
        asked = 0;
        events.add(new Event.Received(frame));
      }
    } catch (IOException e) {
      events.add(new Event.Broken(e));
    }
  }
}
