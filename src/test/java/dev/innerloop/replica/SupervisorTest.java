package dev.innerloop.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.innerloop.content.Inventory;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.testing.ReservedPort;
import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Begin;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.FileListWriter;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.Refusal;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.Role;
import dev.innerloop.wire.State;
import dev.innerloop.wire.UpdateOutcome;
import dev.innerloop.wire.WorkspacePath;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real supervisor, talked to in frames, good and bad ones. */
@Timeout(120)
class SupervisorTest {

  private static final Launch LAUNCH = Launch.of("Main", List.of("classes"));

  @TempDir Path folder;

  private TestSupervisor supervisor;
  private long deliveries;

  @BeforeEach
  void prepare() throws IOException {
    supervisor = new TestSupervisor(folder);
  }

  @AfterEach
  void end() throws Exception {
    supervisor.close();
  }

  @Test
  void refusesAFrameThatIsTooLongAndGoesOnServing() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Socket stranger = supervisor.connect();
    stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));

    Frame frame = channel(stranger).receive();

    assertThat(Refusal.read(frame.data()).message())
        .isEqualTo("a frame of 1195725856 bytes; at most 4096 are allowed");
    assertThat(read().app()).isEqualTo(AppState.WAITING);
  }

  @Test
  void refusesAnotherVersion() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Socket socket = supervisor.connect();
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(7);
    out.writeByte(FrameType.HELLO.ordinal());
    out.writeInt(0x4445564C);
    out.writeShort(99);

    assertThat(Refusal.read(channel(socket).receive().data()).message())
        .isEqualTo("the replica speaks version " + Protocol.VERSION + " of the protocol, not 99");
  }

  @Test
  void manyStrangersDoNotKeepTheOwnerOut() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    for (int i = 0; i < 50; i++) {
      supervisor.connect();
    }

    assertThat(read().app()).isEqualTo(AppState.WAITING);
  }

  @Test
  void refusesPathsThatLeadOutOfTheWorkspaceAndGoesOnServing() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel writer = write("anna");
    for (String path :
        List.of("../escaped", "classes/../../escaped", "/tmp/escaped", ".dev/journal", "a//b")) {
      assertThat(failure(writer, Map.of(path, new byte[] {1})))
          .isEqualTo("not a path inside the workspace: \"" + path + "\"");
    }

    assertThat(folder.resolve("escaped")).doesNotExist();
    assertThat(deliver(writer, TestApp.sleeper()).kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
  }

  @Test
  void inAPodAnAppStartsWhereTheFilesOfItsWorkingDirectoryAre() throws Exception {
    supervisor.startAsInAPod();
    Map<String, byte[]> files =
        new TreeMap<>(
            TestApp.main(
                "System.out.println(\"config: \" + java.nio.file.Files.readString("
                    + "java.nio.file.Path.of(\"config.yml\"))); Thread.sleep(100_000);"));
    files.put("work/config.yml", "level 1".getBytes(UTF_8));

    deliver(write("anna"), files);

    assertThat(supervisor.printed.await("config: ")).isEqualTo("config: level 1");
  }

  @Test
  void onThisMachineAnAppStartsInTheDirectoryOfTheProject() throws Exception {
    supervisor.startWithoutImage();
    Map<String, byte[]> files =
        new TreeMap<>(
            TestApp.main(
                "System.out.println(\"directory: \" + System.getProperty(\"user.dir\"));"
                    + " Thread.sleep(100_000);"));
    files.put("work/config.yml", "level 1".getBytes(UTF_8));

    deliver(write("anna"), files);

    assertThat(supervisor.printed.await("directory: "))
        .isEqualTo("directory: " + System.getProperty("user.dir"));
  }

  @Test
  void followsNoLinkOutOfTheWorkspace() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(supervisor.workspace.resolve("classes"), outside);
    Channel writer = write("anna");

    UpdateOutcome outcome = deliver(writer, Map.of("classes/x", new byte[] {1}));

    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.FAILED);
    assertThat(outcome.reason()).isEqualTo("refused to write classes/x: classes is not a folder");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void refusesContentThatIsNotWhatWasAnnounced() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel writer = write("anna");
    begin(writer, Map.of("classes/x", new byte[] {1}));
    blob(writer, ContentHash.of(new byte[] {1}), new byte[] {2}, 1);
    commit(writer, ReloadStrategy.JVM, List.of());

    UpdateOutcome outcome = UpdateOutcome.read(awaitFrame(writer, FrameType.OUTCOME).data());
    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.FAILED);
    assertThat(outcome.reason()).isEqualTo("content does not have the hash that was announced");
    assertThat(supervisor.workspace.resolve("classes")).doesNotExist();
  }

  @Test
  void aConnectionThatBreaksAmidContentChangesNothingAndMayResume() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Socket broken = supervisor.connect();
    Channel writer = channel(broken);
    writer.send(
        FrameType.HELLO,
        new Hello(Role.WRITER, supervisor.key.bytes(), "anna", "anna@desk", false));
    assertThat(writer.receive().type()).isEqualTo(FrameType.WELCOME);
    begin(writer, Map.of("classes/x", new byte[10]));
    blob(writer, ContentHash.of(new byte[10]), new byte[3], 10);
    broken.close();

    Channel resumed = write("anna");

    assertThat(supervisor.workspace.resolve("classes")).doesNotExist();
    UpdateOutcome outcome = deliver(resumed, TestApp.sleeper());
    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
  }

  @Test
  void startsTheJvmAnewWhenTheJvmRefusesToRedefine() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel writer = write("anna");
    Map<String, byte[]> before =
        TestApp.sleeperWith("Part", "class Part { int f() { return 1; } }");
    deliver(writer, before);
    Map<String, byte[]> after =
        TestApp.sleeperWith("Part", "class Part { int f() { return 1; } void g() {} }");
    String part = "classes/Part.class";
    byte[] changed = after.get(part);

    begin(writer, new MemoryBlobs().inventory(before), Map.of(part, changed));
    blob(writer, ContentHash.of(changed), changed, changed.length);
    commit(writer, ReloadStrategy.REDEFINE, List.of(new Redefinition("Part", part, "", List.of())));
    UpdateOutcome outcome = UpdateOutcome.read(awaitFrame(writer, FrameType.OUTCOME).data());

    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
    assertThat(outcome.strategy()).isEqualTo(ReloadStrategy.JVM);
    assertThat(outcome.reason())
        .isEqualTo(
            "the JVM refused to redefine: java.lang.UnsupportedOperationException:"
                + " class redefinition failed: attempted to add a method");
  }

  @Test
  void aPausedJvmIsReplacedAndTheNextDeliveryIsServed() throws Exception {
    supervisor
        .with("answerMillis=200")
        .with("graceMillis=200")
        .start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel writer = write("anna");
    Map<String, byte[]> before = part(1);
    deliver(writer, before);
    pause(supervisor.app());

    UpdateOutcome outcome = redefine(writer, before, part(2));

    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
    assertThat(outcome.strategy()).isEqualTo(ReloadStrategy.JVM);
    assertThat(outcome.reason()).isEqualTo("the agent did not answer");
    assertThat(redefine(writer, part(2), part(3)).kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
  }

  @Test
  void aDeliveryThatANewerOneOfTheSameRevisionSupersedesEndsOnceToo() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel writer = write("anna");
    Map<String, byte[]> files = TestApp.main("Thread.sleep(100_000);");
    begin(writer, files);
    send(writer, files);
    try (ReservedPort silent = new ReservedPort()) {
      // Never ready: the second has to end the wait for the first.
      commit(writer, ReloadStrategy.JVM, List.of(), LAUNCH.withPort(silent.number()));
      assertThat(awaitFrame(writer, FrameType.COMMITTED).data().readLong()).isEqualTo(1);
      begin(writer, new MemoryBlobs().inventory(files), Map.of());
      commit(writer, ReloadStrategy.JVM, List.of(), LAUNCH);

      UpdateOutcome first = UpdateOutcome.read(awaitFrame(writer, FrameType.OUTCOME).data());
      UpdateOutcome second = UpdateOutcome.read(awaitFrame(writer, FrameType.OUTCOME).data());

      assertThat(first.kind()).isEqualTo(UpdateOutcome.Kind.SUPERSEDED);
      assertThat(first.delivery()).isEqualTo(1);
      assertThat(second.kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
      assertThat(second.delivery()).isEqualTo(2);
      assertThat(second.revision()).isEqualTo(first.revision());
    }
  }

  @Test
  void anEnvironmentThatNoProcessCanHaveFailsTheDeliveryWithoutShowingValues() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel writer = write("anna");
    Map<String, byte[]> files = TestApp.sleeper();
    deliver(writer, files);
    ProcessHandle app = supervisor.app();

    assertThat(environmentFailure(writer, files, Map.of("A=B", "secret")))
        .isEqualTo("\"A=B\" is not the name of an environment variable");
    assertThat(environmentFailure(writer, files, Map.of("TOKEN", "secret\0")))
        .isEqualTo("the environment variable TOKEN of the app contains the character NUL");
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void deliversNamesWithColonAndBackslash() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Map<String, byte[]> files = TestApp.sleeper();
    files.put("classes/a:b.json", new byte[] {1});
    files.put("classes/a\\b", new byte[] {2});

    assertThat(deliver(write("anna"), files).kind()).isEqualTo(UpdateOutcome.Kind.SERVED);

    assertThat(supervisor.workspace.resolve("classes/a:b.json")).hasBinaryContent(new byte[] {1});
    assertThat(supervisor.workspace.resolve("classes/a\\b")).hasBinaryContent(new byte[] {2});
  }

  @Test
  void servesAClassWhoseNameIsNotAsciiWhereTheLocaleHasUtf8() throws Exception {
    supervisor
        .withVariable("LC_ALL", "C.UTF-8")
        .start(Duration.ofSeconds(30), Duration.ofSeconds(30));

    UpdateOutcome outcome = deliver(write("anna"), TestApp.sleeperWith("Größe", "class Größe {}"));

    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
    assertThat(supervisor.printed.await("app runs")).isEqualTo("app runs");
  }

  @Test
  void saysWhatToSetWhereTheLocaleCannotNameAFile() throws Exception {
    supervisor
        .withVariable("LC_ALL", "POSIX")
        .start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel writer = write("anna");

    assertThat(failure(writer, TestApp.sleeperWith("Größe", "class Größe {}")))
        .startsWith("the file name \"classes/Größe.class\" cannot be written with the encoding of")
        .endsWith("set LC_ALL=C.UTF-8 in the environment of the replica");
    assertThat(deliver(writer, TestApp.sleeper()).kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
  }

  @Test
  void moreFilesThanAllowedFailTheDelivery() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel writer = write("anna");
    int count = Protocol.MAX_FILES + 1;
    writer.write(FrameType.BEGIN, new Begin(++deliveries, 1, Inventory.EMPTY.digest(), count, 0));
    FileListWriter files = new FileListWriter(writer, FrameType.FILES);
    for (int i = 0; i < count; i++) {
      files.add(WorkspacePath.of("classes/%06d".formatted(i)), ContentHash.of(new byte[0]));
    }
    files.end();
    commit(writer, ReloadStrategy.JVM, List.of());

    UpdateOutcome outcome = UpdateOutcome.read(awaitFrame(writer, FrameType.OUTCOME).data());

    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.FAILED);
    assertThat(outcome.reason()).isEqualTo("200001 files; at most 200000 are allowed");
    assertThat(deliver(writer, TestApp.sleeper()).kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
  }

  @Test
  void aCommitThatCannotBeReadFailsTheDelivery() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel writer = write("anna");
    begin(writer, Map.of());
    writer.send(FrameType.COMMIT, out -> out.writeByte(ReloadStrategy.values().length));

    UpdateOutcome outcome = UpdateOutcome.read(awaitFrame(writer, FrameType.OUTCOME).data());

    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.FAILED);
    assertThat(outcome.reason()).isEqualTo("unknown code 5");
    assertThat(outcome.delivery()).isEqualTo(1);
    assertThat(deliver(writer, TestApp.sleeper()).kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
  }

  @Test
  void uploadsThatWereBrokenOffDoNotKeepOthersOut() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel writer = write("anna");
    long half = Protocol.MAX_FILE;
    for (int i = 0; i < 5; i++) {
      begin(writer, Map.of("classes/x", new byte[] {1}));
      blob(writer, ContentHash.of(new byte[] {1}), new byte[10], half);
    }

    assertThat(deliver(writer, TestApp.sleeper()).kind()).isEqualTo(UpdateOutcome.Kind.SERVED);
  }

  @Test
  void aSilentWriterLosesItsPlace() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofMillis(300));
    write("anna");

    Frame answer = hello("ben").receive();
    while (answer.type() == FrameType.REFUSED) {
      assertThat(Refusal.read(answer.data()).holder()).isEqualTo("anna@desk");
      answer = hello("ben").receive();
    }

    assertThat(answer.type()).isEqualTo(FrameType.WELCOME);
  }

  @Test
  void startsWhatTheImageHoldsWhenNobodyComesAndASessionWithTheSameChangesNothing()
      throws Exception {
    Map<String, byte[]> files = TestApp.sleeper();
    files.put("lib/dependency.jar", new byte[] {1, 2, 3});
    supervisor.storeImage(files, "classes", "lib/dependency.jar");
    supervisor.start(Duration.ofMillis(100), Duration.ofSeconds(30));

    supervisor.printed.await("app runs");

    assertThat(supervisor.workspace.resolve("lib/dependency.jar")).isSymbolicLink();
    MemoryBlobs nothing = new MemoryBlobs();
    Inventory wanted = new MemoryBlobs().inventory(files);
    Journalist told = new Journalist();
    try (ReplicaSessions sessions =
        new ReplicaSessions(supervisor.key, nothing, "anna@desk", false, List.of(told))) {
      sessions.open(supervisor.source());
      sessions.desire(
          new Revision(1, wanted, TestSupervisor.launch("classes", "lib/dependency.jar")));
      assertThat(told.await("served")).isEqualTo("served 1 NONE: nothing has changed");
    }
    assertThat(read().digest()).isEqualTo(wanted.digest());
  }

  @Test
  void anImageThatDoesNotSayItsClassPathWaitsForASession() throws Exception {
    TestSupervisor.store(supervisor.image, TestApp.sleeper());
    supervisor.start(Duration.ofMillis(100), Duration.ofSeconds(30));

    assertThat(supervisor.printed.await("[dev]"))
        .isEqualTo(
            "[dev] cannot start the stored content: the image has no "
                + supervisor.image.resolve("classpath"));
    assertThat(read().app()).isEqualTo(AppState.WAITING);
  }

  @Test
  void aClassPathThatLeadsOutOfTheImageIsRefused() throws Exception {
    supervisor.storeImage(TestApp.sleeper(), "classes/../../outside");
    supervisor.start(Duration.ofMillis(100), Duration.ofSeconds(30));

    assertThat(supervisor.printed.await("[dev]"))
        .isEqualTo(
            "[dev] cannot start the stored content: not a path inside the workspace:"
                + " \"classes/../../outside\"");
  }

  @Test
  void withoutContentItSaysWhatItWaitsFor() throws Exception {
    supervisor.start(Duration.ofMillis(100), Duration.ofSeconds(30));

    assertThat(supervisor.printed.await("[dev]"))
        .isEqualTo("[dev] nothing to run yet: waiting for dev:watch");
    assertThat(read().app()).isEqualTo(AppState.WAITING);
  }

  @Test
  void completesACommitThatWasCutOff() throws Exception {
    TestSupervisor.store(
        supervisor.workspace,
        Map.of("classes/old", new byte[] {1}, "classes/done", new byte[] {2}));
    TestSupervisor.store(
        supervisor.workspace.resolve(".dev"),
        Map.of(
            "journal/puts",
            stored(Map.of("classes/done", new byte[] {2}, "classes/new", new byte[] {3})),
            "journal/removals",
            stored(Map.of("classes/old", new byte[0])),
            "journal/content/1",
            new byte[] {3}));

    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));

    Inventory expected =
        new MemoryBlobs()
            .inventory(Map.of("classes/done", new byte[] {2}, "classes/new", new byte[] {3}));
    assertThat(read().digest()).isEqualTo(expected.digest());
    assertThat(supervisor.workspace.resolve(".dev/journal")).doesNotExist();
  }

  @Test
  void passesTermOnAndEndsWithTheExitCodeOfTheApp() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    deliver(write("anna"), TestApp.sleeper());
    ProcessHandle app = supervisor.app();

    supervisor.process().destroy();

    assertThat(supervisor.process().waitFor()).isEqualTo(143);
    assertThat(app.isAlive()).isFalse();
  }

  @Test
  void endsWithItsInputAndTheAppWithIt() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    deliver(write("anna"), TestApp.sleeper());
    ProcessHandle app = supervisor.app();

    supervisor.process().getOutputStream().close();

    supervisor.process().waitFor();
    assertThat(app.isAlive()).isFalse();
  }

  @Test
  void anAppWhoseSupervisorWasKilledEndsToo() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    deliver(write("anna"), TestApp.sleeper());
    ProcessHandle app = supervisor.app();

    supervisor.process().destroyForcibly();

    app.onExit().get(20, TimeUnit.SECONDS);
  }

  @Test
  void whoOnlyLooksMayNotWrite() throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    Channel reader = channel(supervisor.connect());
    reader.send(FrameType.HELLO, new Hello(Role.READER, supervisor.key.bytes(), "", "", false));
    reader.receive();
    reader.send(FrameType.ABORT, out -> {});

    assertThat(refusal(reader)).isEqualTo("a reader must not write");
  }

  /** A list of files as a supervisor writes it down. */
  private static byte[] stored(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(list);
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      out.writeBoolean(true);
      Protocol.writeText(out, file.getKey());
      ContentHash.of(file.getValue()).write(out);
    }
    out.writeBoolean(false);
    return list.toByteArray();
  }

  private static Channel channel(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    return new Channel(socket.getInputStream(), socket.getOutputStream());
  }

  private State read() throws IOException {
    Channel channel = channel(supervisor.connect());
    channel.send(FrameType.HELLO, new Hello(Role.READER, supervisor.key.bytes(), "", "", false));
    return State.read(channel.receive().data());
  }

  private Channel hello(String user) throws IOException {
    Channel channel = channel(supervisor.connect());
    channel.send(
        FrameType.HELLO,
        new Hello(Role.WRITER, supervisor.key.bytes(), user, user + "@desk", false));
    return channel;
  }

  private Channel write(String user) throws IOException {
    Channel channel = hello(user);
    assertThat(channel.receive().type()).isEqualTo(FrameType.WELCOME);
    return channel;
  }

  private void begin(Channel channel, Map<String, byte[]> files) throws IOException {
    begin(channel, Inventory.EMPTY, files);
  }

  private void begin(Channel channel, Inventory base, Map<String, byte[]> files)
      throws IOException {
    channel.write(FrameType.BEGIN, new Begin(++deliveries, 1, base.digest(), files.size(), 0));
    channel.flush();
    if (files.isEmpty()) {
      return;
    }
    channel.send(
        FrameType.FILES,
        out -> {
          out.writeInt(files.size());
          for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
            Protocol.writeText(out, file.getKey());
            ContentHash.of(file.getValue()).write(out);
          }
        });
  }

  /** Why content was not accepted. */
  private String failure(Channel channel, Map<String, byte[]> files) throws IOException {
    UpdateOutcome outcome = deliver(channel, files);
    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.FAILED);
    return outcome.reason();
  }

  private static void blob(Channel channel, ContentHash hash, byte[] bytes, long size)
      throws IOException {
    channel.write(
        FrameType.BLOB,
        out -> {
          out.write(hash.digest());
          out.writeLong(size);
        });
    channel.send(FrameType.CHUNK, out -> out.write(bytes));
  }

  private static Map<String, byte[]> part(int number) {
    return TestApp.sleeperWith("Part", "class Part { int unused() { return " + number + "; } }");
  }

  private UpdateOutcome redefine(
      Channel channel, Map<String, byte[]> before, Map<String, byte[]> after) throws IOException {
    String part = "classes/Part.class";
    begin(channel, new MemoryBlobs().inventory(before), Map.of(part, after.get(part)));
    send(channel, Map.of(part, after.get(part)));
    commit(
        channel,
        ReloadStrategy.REDEFINE,
        List.of(new Redefinition("Part", part, "", List.of("unused()I"))));
    return UpdateOutcome.read(awaitFrame(channel, FrameType.OUTCOME).data());
  }

  private String environmentFailure(
      Channel channel, Map<String, byte[]> files, Map<String, String> environment)
      throws IOException {
    begin(channel, new MemoryBlobs().inventory(files), Map.of());
    commit(
        channel,
        ReloadStrategy.JVM,
        List.of(),
        LAUNCH.withEnvironment(AppEnvironment.of(environment)));
    UpdateOutcome outcome = UpdateOutcome.read(awaitFrame(channel, FrameType.OUTCOME).data());
    assertThat(outcome.kind()).isEqualTo(UpdateOutcome.Kind.FAILED);
    return outcome.reason();
  }

  private static void pause(ProcessHandle process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static void send(Channel channel, Map<String, byte[]> files) throws IOException {
    for (byte[] bytes : files.values()) {
      blob(channel, ContentHash.of(bytes), bytes, bytes.length);
    }
  }

  private UpdateOutcome deliver(Channel channel, Map<String, byte[]> files) throws IOException {
    begin(channel, files);
    send(channel, files);
    commit(channel, ReloadStrategy.JVM, List.of());
    UpdateOutcome outcome = UpdateOutcome.read(awaitFrame(channel, FrameType.OUTCOME).data());
    assertThat(outcome.delivery()).isEqualTo(deliveries);
    return outcome;
  }

  private static void commit(Channel channel, ReloadStrategy strategy, List<Redefinition> classes)
      throws IOException {
    commit(channel, strategy, classes, LAUNCH);
  }

  private static void commit(
      Channel channel, ReloadStrategy strategy, List<Redefinition> classes, Launch launch)
      throws IOException {
    channel.send(FrameType.COMMIT, new Commit(strategy, "test", launch, classes));
  }

  private static String refusal(Channel channel) throws IOException {
    String message = Refusal.read(awaitFrame(channel, FrameType.REFUSED).data()).message();
    assertThatThrownBy(channel::receive).isInstanceOf(IOException.class);
    return message;
  }

  private static Frame awaitFrame(Channel channel, FrameType type) throws IOException {
    Frame frame = channel.receive();
    while (frame.type() != type) {
      if (frame.type() == FrameType.OUTCOME) {
        fail("instead of " + type + ": " + UpdateOutcome.read(frame.data()).reason());
      }
      frame = channel.receive();
    }
    return frame;
  }
}
