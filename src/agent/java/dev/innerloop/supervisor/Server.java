package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.FileListWriter;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.Refusal;
import dev.innerloop.wire.Role;
import dev.innerloop.wire.State;
import dev.innerloop.wire.Welcome;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts connections, and serves those that authenticate with the key. */
final class Server {

  private static final int MAX_UNAUTHENTICATED = 16;
  private static final int MAX_READERS = 32;
  private static final int DRAIN_MILLIS = 500;
  private static final int MAX_DRAINED_READS = 64;

  private final ServerSocket listening;
  private final byte[] key;
  private final SupervisorConfiguration settings;
  private final Workspace workspace;
  private final SupervisedApp app;
  private final AgentConnection agent;
  private final Claim claim;
  private final UpdateExecutor executor;

  /** Connections without the key so far; {@code synchronized} on the queue itself. */
  @GuardedBy("unauthenticated")
  private final Deque<Socket> unauthenticated = new ArrayDeque<>();

  private final Set<Outbox> watchers = ConcurrentHashMap.newKeySet();

  Server(
      ServerSocket listening,
      byte[] key,
      SupervisorConfiguration settings,
      Workspace workspace,
      SupervisedApp app,
      AgentConnection agent,
      Claim claim,
      UpdateExecutor executor) {
    this.listening = listening;
    this.key = key.clone();
    this.settings = settings;
    this.workspace = workspace;
    this.app = app;
    this.agent = agent;
    this.claim = claim;
    this.executor = executor;
  }

  void begin() {
    app.onChange(this::sendState);
    agent.onChange(this::sendState);
    Daemons.start("dev-accept", new AcceptLoop(listening, this::accept, Thread::sleep));
  }

  /** If there are too many without the key, the oldest is closed: new ones get a chance. */
  private void accept(Socket socket) {
    synchronized (unauthenticated) {
      unauthenticated.addLast(socket);
      if (unauthenticated.size() > MAX_UNAUTHENTICATED) {
        Closeables.close(unauthenticated.removeFirst());
      }
    }
    Daemons.start("dev-session", () -> serve(socket));
  }

  private void serve(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) settings.handshakeMillis);
      Channel channel = new Channel(socket.getInputStream(), socket.getOutputStream());
      try {
        Hello hello = greet(channel);
        synchronized (unauthenticated) {
          unauthenticated.remove(socket);
        }
        if (hello != null) {
          socket.setSoTimeout(0);
          converse(hello, channel, socket);
        }
      } catch (ProtocolException e) {
        refuse(channel, Refusal.Cause.PROTOCOL, e.getMessage());
        drain(socket);
      }
    } catch (IOException e) {
      // The peer is gone, or has sent no greeting in time.
      return;
    } finally {
      synchronized (unauthenticated) {
        unauthenticated.remove(socket);
      }
      Closeables.close(socket);
    }
  }

  private Hello greet(Channel channel) throws IOException {
    Frame frame = channel.receive(Protocol.MAX_GREETING);
    if (frame.type() != FrameType.HELLO) {
      throw new ProtocolException("a session begins with a greeting");
    }
    Hello hello = Hello.read(frame.data());
    if (hello.version() != Protocol.VERSION) {
      refuse(
          channel,
          Refusal.Cause.VERSION,
          "the replica speaks version "
              + Protocol.VERSION
              + " of the protocol, not "
              + hello.version());
      return null;
    }
    if (!hello.hasKey(key)) {
      refuse(channel, Refusal.Cause.KEY, "the key is not the one of this replica");
      return null;
    }
    return hello;
  }

  private void converse(Hello hello, Channel channel, Socket socket) throws IOException {
    if (hello.role() == Role.AGENT) {
      serveAgent(channel, socket);
    } else if (hello.role() == Role.READER) {
      read(channel, socket);
    } else {
      write(hello, channel, socket);
    }
  }

  private void serveAgent(Channel channel, Socket socket) throws IOException {
    try (Outbox outbox = new Outbox(channel, socket)) {
      agent.serve(channel, outbox);
    }
  }

  private void read(Channel channel, Socket socket) throws IOException {
    if (watchers.size() >= MAX_READERS) {
      throw new ProtocolException("too many readers are connected to this replica");
    }
    Outbox outbox = new Outbox(channel, socket);
    watchers.add(outbox);
    try {
      outbox.post(FrameType.STATE, state());
      while (true) {
        FrameType asked = channel.receive().type();
        if (asked != FrameType.HEARTBEAT && asked != FrameType.EDITS) {
          throw new ProtocolException("a reader must not write");
        }
        outbox.post(FrameType.STATE, state());
        if (asked == FrameType.EDITS) {
          outbox.post(FrameType.EDITS, workspace.edits());
        }
      }
    } catch (ProtocolException e) {
      outbox.refuse(new Refusal(Refusal.Cause.PROTOCOL, e.getMessage(), "", 0));
    } finally {
      watchers.remove(outbox);
      outbox.close();
    }
  }

  private void write(Hello hello, Channel channel, Socket socket) throws IOException {
    Outbox outbox = new Outbox(channel, socket);
    Claim.Connected connected =
        by -> {
          if (by.isEmpty()) {
            outbox.close();
          } else {
            outbox.postLast(FrameType.TAKEN_OVER, out -> Protocol.writeText(out, by));
          }
        };
    Refusal refusal = claim.acquire(hello, connected);
    if (refusal != null) {
      outbox.postLast(FrameType.REFUSED, refusal);
      awaitEnd(channel);
      return;
    }
    WriterSession session = new WriterSession(outbox, workspace, executor, hello.level());
    try {
      welcome(channel);
      watchers.add(outbox);
      outbox.post(FrameType.STATE, state());
      follow(session, connected, channel, outbox);
    } catch (ProtocolException | RuntimeException | Error e) {
      outbox.refuse(new Refusal(Refusal.Cause.PROTOCOL, Failures.message(e), "", 0));
    } finally {
      leave(session, connected, outbox);
    }
  }

  private void leave(WriterSession session, Claim.Connected connected, Outbox outbox)
      throws IOException {
    watchers.remove(outbox);
    claim.disconnected(connected);
    outbox.close();
    session.close();
  }

  /** Handles the frames of a writer until it leaves, or has lost its claim to another. */
  private void follow(
      WriterSession session, Claim.Connected connected, Channel channel, Outbox outbox)
      throws IOException {
    while (true) {
      Frame frame = channel.receive();
      if (!claim.heard(connected)) {
        awaitEnd(channel);
        return;
      }
      if (frame.type() == FrameType.BYE) {
        claim.release(connected);
        return;
      }
      if (frame.type() == FrameType.HEARTBEAT) {
        outbox.post(FrameType.STATE, state());
      } else {
        session.handle(frame);
      }
    }
  }

  private void welcome(Channel channel) throws IOException {
    WorkspaceState.Snapshot snapshot = workspace.state().snapshot();
    try {
      channel.write(FrameType.WELCOME, new Welcome(state(), snapshot.count, snapshot.launch));
      FileListWriter list = new FileListWriter(channel, FrameType.FILES);
      snapshot.files.forEach(file -> list.add(file.path(), file.hash()));
      list.end();
      channel.flush();
    } finally {
      snapshot.files.close();
    }
  }

  /** Lets the last frame arrive: closing at once, with input unread, would destroy it. */
  private static void awaitEnd(Channel channel) throws IOException {
    try {
      while (true) {
        channel.receive();
      }
    } catch (EOFException e) {
      return;
    }
  }

  /** Closing with input unread would destroy the refusal on its way. */
  private static void drain(Socket socket) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(DRAIN_MILLIS);
    byte[] ignored = new byte[Protocol.CHUNK];
    for (int i = 0; i < MAX_DRAINED_READS && socket.getInputStream().read(ignored) >= 0; i++) {
      continue;
    }
  }

  private static void refuse(Channel channel, Refusal.Cause cause, String message)
      throws IOException {
    channel.send(FrameType.REFUSED, new Refusal(cause, message, "", 0));
  }

  private void sendState() {
    State state = state();
    for (Outbox watcher : watchers) {
      watcher.post(FrameType.STATE, state);
    }
  }

  private State state() {
    return new State(
            workspace.state().generation(),
            workspace.state().digest(),
            app.state(),
            app.jvms(),
            app.exitCode(),
            claim.holder(),
            claim.since())
        .withAddedMethodsAccepted(agent.acceptsAddedMethods());
  }
}
