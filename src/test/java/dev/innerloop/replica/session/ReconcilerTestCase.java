package dev.innerloop.replica.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.content.Blobs;
import dev.innerloop.content.Inventory;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.ReplicaObserver;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.ReloadMode;
import dev.innerloop.wire.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;

/** A session with one replica, whose supervisor, time and content are the test's. */
@Timeout(60)
abstract class ReconcilerTestCase {

  final FakeTime time = new FakeTime();
  final EventLog log = new EventLog();
  final ScriptedSupervisor supervisor = new ScriptedSupervisor(time, this::close);
  final MemoryBlobs memory = new MemoryBlobs();
  final List<ReplicaObserver> observers = new ArrayList<>(List.of(log));
  ReloadMode mode = ReloadMode.AUTO;

  /** Called before content is opened. */
  Runnable onOpen = () -> {};

  private DesiredState desired = DesiredState.NONE;
  private ReplicaSession session;
  private long revision;

  /** Runs the session until the steps of the supervisor have happened. */
  void run() {
    session =
        new ReplicaSession(
            supervisor,
            new Claimant(SessionKey.random(), "anna@desk", true),
            new Opening(),
            () -> desired,
            new ReplicaEventDispatcher(supervisor.replica(), observers),
            time);
    session.run();
  }

  void close() {
    session.close();
  }

  void checkAlive() {
    try {
      session.checkAlive();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void disappear() {
    session.disappeared();
  }

  /** The next revision: of one resource that is read at the start of the app. */
  void desire(String content) {
    desire(Map.of("classes/application.properties", content));
  }

  void desire(Map<String, String> files) {
    Map<String, byte[]> bytes = new TreeMap<>();
    files.forEach((path, content) -> bytes.put(path, content.getBytes(UTF_8)));
    Inventory inventory = memory.inventory(bytes);
    Launch launch = Launch.of("Main", List.of("classes")).withReload(mode);
    desired = desired.with(new Revision(++revision, inventory, launch));
    wake();
  }

  void restart() {
    desired = desired.withRestart();
    wake();
  }

  private void wake() {
    if (session != null) {
      session.wake();
    }
  }

  /** The events but for those that only say how far a transfer is. */
  List<String> events() {
    return log.lines.stream().filter(line -> !line.startsWith("transferring")).toList();
  }

  private final class Opening implements Blobs {

    @Override
    public InputStream open(ContentHash hash) throws IOException {
      onOpen.run();
      return memory.open(hash);
    }

    @Override
    public long size(ContentHash hash) throws IOException {
      return memory.size(hash);
    }

    @Override
    public Optional<StoredContent> stored(ContentHash hash) {
      return memory.stored(hash);
    }

    @Override
    public boolean has(ContentHash hash) {
      return memory.has(hash);
    }
  }
}
