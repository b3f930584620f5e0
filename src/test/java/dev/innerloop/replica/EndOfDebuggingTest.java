package dev.innerloop.replica;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.content.Inventory;
import dev.innerloop.testing.Await;
import dev.innerloop.testing.ReservedPort;
import dev.innerloop.wire.Begin;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.Role;
import dev.innerloop.wire.UpdateOutcome;
import dev.innerloop.wire.Welcome;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a pod, the JVM accepts debuggers only while a session wants that. */
@Timeout(120)
class EndOfDebuggingTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  /** However slow the machine is, a session that sends no heartbeat has not been away for long. */
  private static final Duration NEVER = Duration.ofHours(1);

  private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(US_ASCII);
  private static final String RESTARTS =
      "[dev] the debugging session has ended: the app restarts without a debugger";

  @TempDir Path folder;

  private final ReservedPort debugger = new ReservedPort();
  private final Launch plain = Launch.of("Main", List.of("classes"));
  private final Map<String, byte[]> files = TestApp.sleeper();
  private TestSupervisor supervisor;
  private Inventory delivered = Inventory.EMPTY;
  private long deliveries;

  @BeforeEach
  void prepare() throws IOException {
    supervisor = new TestSupervisor(folder);
  }

  @AfterEach
  void end() throws Exception {
    supervisor.close();
    debugger.close();
  }

  @Test
  void theAppRestartsWithoutItWhenTheSessionLeaves() throws Exception {
    supervisor.startAsInAPod(NEVER, NEVER);
    Channel session = channel(connect("anna"));
    deliver(session, debugged(), ReloadStrategy.JVM);
    assertThat(shakeHands()).isEqualTo(HANDSHAKE);

    session.send(FrameType.BYE, out -> {});

    assertEnded();
    assertThat(welcome(channel(connect("anna"))).launch()).isEqualTo(plain);
  }

  @Test
  void theAppRestartsWithoutItOnceAKilledSessionHasBeenAwayForLong() throws Exception {
    supervisor.startAsInAPod(NEVER, Duration.ofMillis(300));
    Socket killed = connect("anna");
    begin(channel(killed));
    commit(channel(killed), debugged("n"), ReloadStrategy.JVM);
    killed.shutdownOutput();

    assertEnded();
  }

  @Test
  void aSessionThatWasSilentForLongConnectsAgainAndLearnsOfIt() throws Exception {
    supervisor.startAsInAPod(NEVER, Duration.ofMillis(300));
    Channel paused = channel(connect("anna"));
    begin(paused);
    commit(paused, debugged("n"), ReloadStrategy.JVM);

    assertThatThrownBy(() -> awaitFrame(paused, FrameType.REFUSED))
        .isInstanceOf(EOFException.class);

    assertEnded();
    assertThat(welcome(channel(connect("anna"))).launch()).isEqualTo(plain);
  }

  @Test
  void aSessionThatConnectsAgainInTimeKeepsIt() throws Exception {
    supervisor.startAsInAPod(NEVER, NEVER);
    try (Socket socket = connect("anna")) {
      deliver(channel(socket), debugged(), ReloadStrategy.JVM);
    }
    ProcessHandle app = supervisor.app();
    Channel again = channel(connect("anna"));

    UpdateOutcome outcome = deliver(again, debugged(), ReloadStrategy.NONE);

    assertThat(outcome.strategy()).isEqualTo(ReloadStrategy.NONE);
    assertThat(supervisor.app()).isEqualTo(app);
    assertThat(shakeHands()).isEqualTo(HANDSHAKE);
  }

  @Test
  void aSessionWithoutADebuggerLeavesTheAppAsItIs() throws Exception {
    supervisor.startAsInAPod(NEVER, NEVER);
    Channel session = channel(connect("anna"));
    deliver(session, plain, ReloadStrategy.JVM);
    ProcessHandle app = supervisor.app();
    session.send(FrameType.BYE, out -> {});

    deliver(channel(connect("ben")), plain, ReloadStrategy.NONE);

    assertThat(supervisor.app()).isEqualTo(app);
  }

  @Test
  void anAppThatWaitsForADebuggerThatNeverCameStarts() throws Exception {
    supervisor.startAsInAPod(NEVER, NEVER);
    Channel session = channel(connect("anna"));
    begin(session);
    commit(session, debugged("y"), ReloadStrategy.JVM);
    awaitFrame(session, FrameType.COMMITTED);

    session.send(FrameType.BYE, out -> {});

    assertEnded();
  }

  @Test
  void aContainerThatRestartsStartsTheAppWithoutIt() throws Exception {
    supervisor.startAsInAPod(NEVER, NEVER);
    deliver(channel(connect("anna")), debugged(), ReloadStrategy.JVM);
    supervisor.printed.await("app runs");
    ProcessHandle app = supervisor.app();
    supervisor.process().destroyForcibly().waitFor();
    app.destroyForcibly();
    app.onExit().get();

    supervisor.startAsInAPod(Duration.ofMillis(100), NEVER);

    supervisor.printed.await("app runs");
    assertThatThrownBy(this::shakeHands).isInstanceOf(ConnectException.class);
  }

  private void assertEnded() throws Exception {
    assertThat(supervisor.printed.await("[dev]")).isEqualTo(RESTARTS);
    supervisor.printed.await("app runs");
    Await.untilAsserted(
        LONG, () -> assertThatThrownBy(this::shakeHands).isInstanceOf(ConnectException.class));
  }

  private Launch debugged() {
    return debugged("n");
  }

  private Launch debugged(String suspend) {
    return plain.withJvmOptions(
        List.of(
            "-agentlib:jdwp=transport=dt_socket,server=y,quiet=y,suspend="
                + suspend
                + ",address=127.0.0.1:"
                + debugger.number()));
  }

  /** What the JVM answers to a debugger. */
  private byte[] shakeHands() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", debugger.number())) {
      socket.setSoTimeout((int) LONG.toMillis());
      socket.getOutputStream().write(HANDSHAKE);
      return socket.getInputStream().readNBytes(HANDSHAKE.length);
    }
  }

  private Socket connect(String user) throws IOException {
    Socket socket = supervisor.connect();
    socket.setSoTimeout((int) LONG.toMillis());
    channel(socket)
        .send(
            FrameType.HELLO,
            new Hello(Role.WRITER, supervisor.key.bytes(), user, user + "@desk", false));
    return socket;
  }

  private static Channel channel(Socket socket) throws IOException {
    return new Channel(socket.getInputStream(), socket.getOutputStream());
  }

  private static Welcome welcome(Channel channel) throws IOException {
    return Welcome.read(awaitFrame(channel, FrameType.WELCOME).data());
  }

  /** The app's files, unless they were delivered before. */
  private UpdateOutcome deliver(Channel channel, Launch launch, ReloadStrategy strategy)
      throws IOException {
    begin(channel);
    commit(channel, launch, strategy);
    UpdateOutcome outcome = UpdateOutcome.read(awaitFrame(channel, FrameType.OUTCOME).data());
    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
    return outcome;
  }

  private void begin(Channel channel) throws IOException {
    awaitFrame(channel, FrameType.WELCOME);
    boolean isFirst = delivered.equals(Inventory.EMPTY);
    Map<String, byte[]> puts = isFirst ? new TreeMap<>(files) : new TreeMap<>();
    channel.send(FrameType.BEGIN, new Begin(++deliveries, 1, delivered.digest(), puts.size(), 0));
    if (!isFirst) {
      return;
    }
    channel.send(
        FrameType.FILES,
        out -> {
          out.writeInt(puts.size());
          for (Map.Entry<String, byte[]> file : puts.entrySet()) {
            Protocol.writeText(out, file.getKey());
            ContentHash.of(file.getValue()).write(out);
          }
        });
    for (byte[] bytes : puts.values()) {
      channel.write(
          FrameType.BLOB,
          out -> {
            out.write(ContentHash.of(bytes).digest());
            out.writeLong(bytes.length);
          });
      channel.send(FrameType.CHUNK, out -> out.write(bytes));
    }
    delivered = new MemoryBlobs().inventory(files);
  }

  private static void commit(Channel channel, Launch launch, ReloadStrategy strategy)
      throws IOException {
    channel.send(FrameType.COMMIT, new Commit(strategy, "test", launch, new ArrayList<>()));
  }

  private static Frame awaitFrame(Channel channel, FrameType type) throws IOException {
    Frame frame = channel.receive();
    while (frame.type() != type) {
      frame = channel.receive();
    }
    return frame;
  }
}
