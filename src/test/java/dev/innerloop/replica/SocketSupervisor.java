package dev.innerloop.replica;

import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Begin;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.FileList;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.InventoryDigest;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.MissingContent;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.StartObstacle;
import dev.innerloop.wire.StartProgress;
import dev.innerloop.wire.State;
import dev.innerloop.wire.UpdateOutcome;
import dev.innerloop.wire.Welcome;
import dev.innerloop.wire.WorkspacePath;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A replica without a process: it speaks the wire on a socket of this machine, keeps an inventory
 * without content, and answers each delivery as a test wants.
 */
public final class SocketSupervisor implements Replica, Closeable {

  private final String name;
  private final ServerSocket server;
  private final BlockingQueue<Delivered> delivered = new LinkedBlockingQueue<>();
  private final Deque<StartObstacle> obstacles = new ArrayDeque<>();
  private final Deque<UpdateOutcome.Kind> next = new ArrayDeque<>();
  private final SortedMap<WorkspacePath, ContentHash> files = new TreeMap<>();
  private AppState app = AppState.WAITING;
  private Launch launch;
  private int jvms;
  private Socket socket;
  private Channel channel;

  /** A delivery that was committed. */
  public record Delivered(Begin begin, Commit commit) {}

  public SocketSupervisor(String name) throws IOException {
    this.name = name;
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    daemon("accept", this::accept);
  }

  /** The next delivery ends so; without this, deliveries are served. */
  public synchronized void answerNext(UpdateOutcome.Kind kind) {
    next.add(kind);
  }

  /** Before the outcome of the next delivery, its app waits for this. */
  public synchronized void waitNext(StartObstacle obstacle) {
    obstacles.add(obstacle);
  }

  /** The next delivery that is committed. */
  public Delivered awaitDelivery() throws InterruptedException {
    Delivered arrived = delivered.poll(20, TimeUnit.SECONDS);
    if (arrived == null) {
      throw new AssertionError("nothing was delivered to " + name);
    }
    return arrived;
  }

  /** Whether nothing was delivered that was not awaited. */
  public boolean isIdle() {
    return delivered.isEmpty();
  }

  /** The paths in its workspace. */
  public synchronized SortedMap<WorkspacePath, ContentHash> files() {
    return new TreeMap<>(files);
  }

  /** The app exits without being asked to. */
  public synchronized void crash() throws IOException {
    app = AppState.EXITED;
    channel.send(FrameType.STATE, state());
  }

  /** Breaks the connection; the next one is accepted. */
  public synchronized void disconnect() throws IOException {
    socket.close();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int supervisorPort() {
    return server.getLocalPort();
  }

  @Override
  public ReplicaConnection connect(int port) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    return new ReplicaConnection() {
      @Override
      public InputStream input() {
        return read(client);
      }

      @Override
      public OutputStream output() {
        return write(client);
      }

      @Override
      public void close() throws IOException {
        client.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (this) {
      if (socket != null) {
        socket.close();
      }
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket accepted = server.accept();
      daemon("session", () -> serve(accepted));
    }
  }

  private void serve(Socket accepted) throws IOException {
    Channel own = new Channel(accepted.getInputStream(), accepted.getOutputStream());
    own.receive(); // HELLO
    synchronized (this) {
      socket = accepted;
      channel = own;
      own.write(FrameType.WELCOME, new Welcome(state(), files.size(), launch));
      FileList.write(own, files);
      own.flush();
    }
    Begin begin = null;
    SortedMap<WorkspacePath, ContentHash> puts = new TreeMap<>();
    while (true) {
      Frame frame = own.receive();
      switch (frame.type()) {
        case HEARTBEAT -> own.send(FrameType.STATE, state());
        case BEGIN -> {
          begin = Begin.read(frame.data());
          puts = FileList.read(own, begin.puts());
          remove(own, begin.removals());
        }
        case ASK ->
            own.send(FrameType.MISSING, new MissingContent(begin.delivery(), true, puts.values()));
        case COMMIT -> commit(begin, puts, Commit.read(frame.data()), own);
        case BYE -> accepted.close();
        default -> {
          // Content is not kept.
        }
      }
    }
  }

  private void remove(Channel own, int count) throws IOException {
    for (int left = count; left > 0; ) {
      DataInputStream in = own.receive().data();
      int here = Protocol.entries(in, left);
      for (int i = 0; i < here; i++) {
        WorkspacePath path = WorkspacePath.of(dev.innerloop.wire.Protocol.readText(in));
        synchronized (this) {
          files.remove(path);
        }
      }
      left -= here;
    }
  }

  private synchronized void commit(
      Begin begin, SortedMap<WorkspacePath, ContentHash> puts, Commit commit, Channel own)
      throws IOException {
    UpdateOutcome.Kind kind = next.isEmpty() ? UpdateOutcome.Kind.SERVED : next.remove();
    if (kind != UpdateOutcome.Kind.FAILED) {
      files.putAll(puts);
      launch = commit.launch();
      own.send(FrameType.COMMITTED, out -> out.writeLong(begin.delivery()));
    }
    app =
        switch (kind) {
          case SERVED, NEEDS_RESTART -> AppState.SERVING;
          case CRASHED -> AppState.EXITED;
          case NOT_READY, SUPERSEDED -> AppState.STARTING;
          case FAILED -> app;
        };
    jvms++;
    own.send(FrameType.STATE, state());
    if (!obstacles.isEmpty()) {
      own.send(
          FrameType.START_PROGRESS, new StartProgress(begin.delivery(), 0, obstacles.remove()));
    }
    own.send(
        FrameType.OUTCOME,
        new UpdateOutcome(
            kind,
            begin.delivery(),
            begin.revision(),
            commit.strategy(),
            commit.reason(),
            kind == UpdateOutcome.Kind.CRASHED ? 3 : 0,
            1,
            2));
    delivered.add(new Delivered(begin, commit));
  }

  private synchronized State state() {
    InventoryDigest digest = new InventoryDigest();
    files.forEach(digest::add);
    return new State(0, digest.result(), app, jvms, app == AppState.EXITED ? 3 : 0, "", 0);
  }

  private static InputStream read(Socket socket) {
    try {
      return socket.getInputStream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static OutputStream write(Socket socket) {
    try {
      return socket.getOutputStream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void daemon(String what, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (EOFException | SocketException e) {
                return; // the other end has closed, or the test has
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            "fake-" + name + "-" + what);
    thread.setDaemon(true);
    thread.start();
  }
}
