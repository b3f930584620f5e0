package dev.innerloop.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.testing.campaign.Campaign;
import dev.innerloop.testing.campaign.RandomizedTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a session sends, with errors in it: the supervisor answers or closes the connection, and
 * goes on serving.
 */
class WireFuzzCampaignTest {

  private static final int MOST_ERRORS = 4;
  private static final int ANSWER_MILLIS = 60_000;

  @TempDir Path folder;

  @RandomizedTest
  void endsInAnAnswerOrAClosedConnection() throws Exception {
    try (TestSupervisor supervisor = new TestSupervisor(folder)) {
      supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
      Recorder recorder = record(supervisor);
      Campaign.of(getClass(), 200)
          .run(
              (random, number) -> {
                boolean answered = send(supervisor, recorder.mutated(random));
                assertThat(supervisor.process().isAlive()).as("the supervisor lives").isTrue();
                supervisor.query();
                return answered ? "answered" : "closed";
              });
    }
  }

  /** A session with a start, a redefinition and a restart. */
  private static Recorder record(TestSupervisor supervisor) throws Exception {
    Journalist told = new Journalist();
    MemoryBlobs blobs = new MemoryBlobs();
    Recorder recorder = new Recorder(supervisor.replica("test"));
    try (ReplicaSessions sessions =
        new ReplicaSessions(supervisor.key, blobs, "anna@desk", false, List.of(told))) {
      sessions.open(TestSupervisor.sourceOf(recorder));
      for (int update = 1; update <= 3; update++) {
        Map<String, byte[]> files = new TreeMap<>();
        Sources.compile(
                "public class Main { public static void main(String[] a) throws Exception {"
                    + " new Lib().text(); Thread.sleep(1_000_000); } }",
                "public class Lib { "
                    + "int field;".repeat(update / 3)
                    + " String text() { return \"%d\"; } }".formatted(update))
            .forEach((name, bytes) -> files.put("classes/" + name, bytes));
        sessions.desire(new Revision(update, blobs.inventory(files), TestSupervisor.LAUNCH));
        told.await("served " + update + " ");
      }
    }
    return recorder;
  }

  private static boolean send(TestSupervisor supervisor, byte[] bytes) throws IOException {
    try (Socket socket = supervisor.connect()) {
      socket.setSoTimeout(ANSWER_MILLIS);
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        return socket.getInputStream().readAllBytes().length > 0;
      } catch (SocketException closed) {
        return false;
      }
    }
  }

  /** A way to a replica that keeps what is sent. */
  private static final class Recorder implements Replica {

    private final Replica replica;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<Integer> writes = new ArrayList<>();

    Recorder(Replica replica) {
      this.replica = replica;
    }

    /** With errors at one or a few places, mostly after the greeting. */
    byte[] mutated(Random random) {
      byte[] bytes = sent.toByteArray();
      int greeting = random.nextInt(10) == 0 ? 0 : writes.get(0);
      for (int errors = 1 + random.nextInt(MOST_ERRORS); errors > 0; errors--) {
        if (bytes.length <= greeting) {
          return bytes;
        }
        int at = greeting + random.nextInt(bytes.length - greeting);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
        byte[] part = Arrays.copyOfRange(bytes, at, end);
        switch (random.nextInt(6)) {
          case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
          case 1 -> bytes[at] = (byte) (random.nextBoolean() ? 0x7f : 0xff);
          case 2 -> bytes = Arrays.copyOf(bytes, at);
          case 3 -> bytes = replace(bytes, at, end, new byte[0]);
          case 4 -> bytes = replace(bytes, at, at, part);
          default -> {
            random.nextBytes(part);
            bytes = replace(bytes, at, end, part);
          }
        }
      }
      return bytes;
    }

    private static byte[] replace(byte[] bytes, int from, int to, byte[] part) {
      ByteArrayOutputStream replaced = new ByteArrayOutputStream();
      replaced.write(bytes, 0, from);
      replaced.write(part, 0, part.length);
      replaced.write(bytes, to, bytes.length - to);
      return replaced.toByteArray();
    }

    @Override
    public String name() {
      return replica.name();
    }

    @Override
    public int supervisorPort() throws IOException {
      return replica.supervisorPort();
    }

    @Override
    public ReplicaConnection connect(int port) throws IOException {
      ReplicaConnection connection = replica.connect(port);
      OutputStream out = connection.output();
      return new ReplicaConnection() {
        @Override
        public InputStream input() {
          return connection.input();
        }

        @Override
        public OutputStream output() {
          return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
              write(new byte[] {(byte) single});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              sent.write(bytes, offset, length);
              writes.add(length);
              out.write(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
              out.flush();
            }
          };
        }

        @Override
        public void close() throws IOException {
          connection.close();
        }
      };
    }
  }
}
