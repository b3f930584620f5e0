package dev.innerloop.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Version 5 of the protocol is frozen: these are its bytes. A change that makes one of these tests
 * fail needs another version; the description of the package says which changes do not.
 */
class WireFormatTest {

  private static final ContentHash HASH = ContentHash.of("content".getBytes(UTF_8));
  private static final String HASH_HEX =
      "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";
  private static final State STATE = new State(5, HASH, AppState.SERVING, 2, -1, "a@b", 9);
  private static final String STATE_HEX =
      "0000000000000005"
          + HASH_HEX
          + "02"
          + "00000002"
          + "ffffffff"
          + "00000003614062"
          + "0000000000000009";
  private static final Launch LAUNCH =
      Launch.of("M", List.of("c"))
          .withJvmOptions(List.of("-X"))
          .withArguments(List.of("a"))
          .withEnvironment(AppEnvironment.of(Map.of("E", "1")))
          .withPort(80)
          .withReadinessPath("/h")
          .withReload(ReloadMode.REDEFINE)
          .withLayout(ClassPathLayout.LAYERED);
  private static final String LAUNCH_HEX =
      "000000014d"
          + "000000010000000163"
          + "00000001000000022d58"
          + "000000010000000161"
          + "00000001"
          + "0000000145"
          + "0000000131"
          + "00000050"
          + "000000022f68"
          + "01"
          + "01";

  @Test
  void versionAndLevel() {
    assertThat(Protocol.VERSION).isEqualTo(5);
    assertThat(Protocol.LEVEL).isEqualTo(3);
  }

  @Test
  void constants() {
    assertThat(names(FrameType.values()))
        .isEqualTo(
            "HELLO WELCOME REFUSED HEARTBEAT STATE FILES BEGIN REMOVE ASK MISSING BLOB CHUNK"
                + " COMMIT COMMITTED OUTCOME ABORT TAKEN_OVER BYE REDEFINE REDEFINED EDITS SERVES"
                + " END_APP APP_ENDED START_APP APP_FAILED LIST_CLASSES CLASSES_LISTED"
                + " QUESTION_FAILED JVM_ASKED START_PROGRESS STORED");
    assertThat(names(Role.values())).isEqualTo("WRITER READER AGENT");
    assertThat(names(AppState.values())).isEqualTo("WAITING STARTING SERVING EXITED STOPPED");
    assertThat(names(ReloadStrategy.values())).isEqualTo("NONE RESOURCE REDEFINE RESTART JVM");
    assertThat(names(ReloadMode.values())).isEqualTo("AUTO REDEFINE RESTART JVM");
    assertThat(names(ClassPathLayout.values())).isEqualTo("ONE LAYERED");
    assertThat(names(UpdateOutcome.Kind.values()))
        .isEqualTo("SERVED CRASHED SUPERSEDED FAILED NOT_READY NEEDS_RESTART");
    assertThat(names(Refusal.Cause.values())).isEqualTo("KEY VERSION PROTOCOL CLAIMED");
    assertThat(names(Edits.Kind.values())).isEqualTo("ADDED CHANGED REMOVED");
    assertThat(names(ShutdownResult.Kind.values()))
        .isEqualTo("ENDED NOT_TRIED LEFT_OVER STILL_ENDING");
  }

  @Test
  void whatNeverChangesInAnyVersion() throws IOException {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 0xab);
    assertThat(frame(FrameType.HELLO, new Hello(Role.READER, key, "s", "a@b", true)))
        .startsWith("00000037" + "00" + "4445564c" + "0005");
    assertThat(frame(FrameType.REFUSED, new Refusal(Refusal.Cause.VERSION, "no", "a@b", 9)))
        .isEqualTo("00000013" + "02" + "01" + "00026e6f" + "0003614062" + "0000000000000009");
  }

  @Test
  void hello() throws IOException {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 0xab);
    assertThat(frame(FrameType.HELLO, new Hello(Role.READER, key, "s", "a@b", true)))
        .isEqualTo(
            "00000037"
                + "00"
                + "4445564c"
                + "0005"
                + "01"
                + "ab".repeat(32)
                + "0000000173"
                + "00000003614062"
                + "01"
                + "0003");
  }

  @Test
  void startProgress() throws IOException {
    assertThat(payload(new StartProgress(7, 10_000, StartObstacle.listeningOn(List.of(7070)))))
        .isEqualTo(
            "0000000000000007"
                + "0000000000002710"
                + "00"
                + "01"
                + "00000001"
                + "1b9e"
                + "00000000");
    assertThat(names(StartObstacle.Kind.values())).isEqualTo("NOT_LISTENING PORT_TAKEN NOT_READY");
  }

  @Test
  void storedContent() throws IOException {
    assertThat(payload(new StoredContent(HASH, "/a", 3, 9)))
        .isEqualTo(HASH_HEX + "000000022f61" + "0000000000000003" + "0000000000000009");
  }

  @Test
  void welcomeAndFiles() throws IOException {
    assertThat(payload(new Welcome(STATE, 3, LAUNCH)))
        .isEqualTo("0003" + STATE_HEX + "00000003" + "01" + LAUNCH_HEX);
    assertThat(payload(new Welcome(STATE, 0, null)))
        .isEqualTo("0003" + STATE_HEX + "00000000" + "00");
    ByteArrayOutputStream files = new ByteArrayOutputStream();
    Channel channel = new Channel(new ByteArrayInputStream(new byte[0]), files);
    FileList.write(channel, new TreeMap<>(Map.of(WorkspacePath.of("c/ö"), HASH)));
    FileList.writeRemovals(channel, List.of(WorkspacePath.of("a"), WorkspacePath.of("b")));
    channel.flush();
    assertThat(hex(files))
        .isEqualTo(
            "0000002d"
                + "05"
                + "00000001"
                + "00000004632fc3b6"
                + HASH_HEX
                + "0000000f"
                + "07"
                + "00000002"
                + "0000000161"
                + "0000000162");
  }

  @Test
  void delivery() throws IOException {
    assertThat(frame(FrameType.BEGIN, new Begin(7, 3, HASH, 2, 1)))
        .isEqualTo(
            "00000039"
                + "06"
                + "0000000000000007"
                + "0000000000000003"
                + HASH_HEX
                + "00000002"
                + "00000001");
    assertThat(payload(new MissingContent(7, true, List.of(HASH))))
        .isEqualTo("0000000000000007" + "01" + "00000001" + HASH_HEX);
    Redefinition redefinition = new Redefinition("C", "c/C", "", List.of("m()V"));
    assertThat(payload(new Commit(ReloadStrategy.REDEFINE, "r", LAUNCH, List.of(redefinition))))
        .isEqualTo(
            "02"
                + "0000000172"
                + LAUNCH_HEX
                + "00000001"
                + "0000000143"
                + "00000003632f43"
                + "00000000"
                + "00000001"
                + "000000046d282956");
    assertThat(
            payload(
                new UpdateOutcome(
                    UpdateOutcome.Kind.SERVED, 7, 3, ReloadStrategy.JVM, "r", 143, 10, 20)))
        .isEqualTo(
            "00"
                + "0000000000000007"
                + "0000000000000003"
                + "04"
                + "0000000172"
                + "0000008f"
                + "000000000000000a"
                + "0000000000000014");
  }

  @Test
  void whatLevel1HasAppended() throws IOException {
    State state = STATE.withAddedMethodsAccepted(true);
    assertThat(payload(state)).isEqualTo(STATE_HEX + "01");
    assertThat(payload(new Welcome(state, 0, null)))
        .isEqualTo("0003" + STATE_HEX + "00000000" + "00");
    Commit commit =
        new Commit(ReloadStrategy.REDEFINE, "r", LAUNCH, List.of())
            .withAdapted(
                List.of(new AdaptedClass("C", HASH, "c", true, new byte[] {1, 2})),
                RunningForms.AS_DELIVERED);
    assertThat(payload(commit))
        .isEqualTo(
            "02"
                + "0000000172"
                + LAUNCH_HEX
                + "00000000"
                + "00000001"
                + "0000000143"
                + ("01" + HASH_HEX)
                + "0000000163"
                + "01"
                + "00000002"
                + "0102");
    UpdateOutcome outcome =
        new UpdateOutcome(UpdateOutcome.Kind.SERVED, 7, 3, ReloadStrategy.REDEFINE, "r", 0, 1, 2)
            .withAdapted(List.of("C"));
    assertThat(payload(outcome)).endsWith("0000000000000002" + "00000001" + "0000000143");
  }

  @Test
  void whatLevel2HasAppended() throws IOException {
    AdaptedClass first = new AdaptedClass("C", null, "", false, new byte[] {1});
    Commit commit =
        new Commit(ReloadStrategy.REDEFINE, "r", LAUNCH, List.of())
            .withAdapted(List.of(first, first.definedWith("H")), RunningForms.AS_DELIVERED);
    String form = "0000000143" + "00" + "00000000" + "00" + "00000001" + "01";
    assertThat(payload(commit)).endsWith("00000002" + form + form + "00000000" + "0000000148");
  }

  @Test
  void whatLevel3HasAppended() throws IOException {
    Commit commit = new Commit(ReloadStrategy.REDEFINE, "r", LAUNCH, List.of());
    RunningForms basis = new RunningForms(Map.of("C", HASH));
    String forms = "00000001" + "0000000143" + HASH_HEX;
    assertThat(payload(commit.withAdapted(List.of(), basis))).endsWith("00000000" + forms);
    AdaptedClass form = new AdaptedClass("C", null, "", false, new byte[] {1});
    assertThat(payload(commit.withAdapted(List.of(form), basis)))
        .endsWith(
            ("00000001" + "0000000143" + "00" + "00000000" + "00" + "00000001" + "01")
                + "00000000"
                + forms);
  }

  @Test
  void stateAndEdits() throws IOException {
    assertThat(payload(STATE)).isEqualTo(STATE_HEX);
    Edits.Builder edits = new Edits.Builder();
    edits.add(WorkspacePath.of("a"), Edits.Kind.REMOVED);
    assertThat(payload(edits.build()))
        .isEqualTo("01" + "00000001" + "00000001" + "0000000161" + "02");
  }

  @Test
  void questionsToTheAgentAndAnswers() throws IOException {
    assertThat(
            payload(Payload.numbered(4, new ShutdownResult(ShutdownResult.Kind.LEFT_OVER, "left"))))
        .isEqualTo("00000004" + "02" + "000000046c656674");
  }

  @Test
  void fieldsThatALaterLevelAppendsAreIgnored() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Channel later = new Channel(new ByteArrayInputStream(new byte[0]), bytes);
    later.send(
        FrameType.STATE,
        out -> {
          STATE.write(out);
          Protocol.writeText(out, "from a later level");
        });
    later.send(FrameType.HEARTBEAT, Payload.NONE);
    Channel channel =
        new Channel(new ByteArrayInputStream(bytes.toByteArray()), new ByteArrayOutputStream());

    assertThat(State.read(channel.receive().data()).jvms()).isEqualTo(2);
    assertThat(channel.receive().type()).isEqualTo(FrameType.HEARTBEAT);
  }

  private static String names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(" "));
  }

  private static String payload(Payload payload) throws IOException {
    return frame(FrameType.HELLO, payload).substring(10);
  }

  private static String frame(FrameType type, Payload payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Channel(new ByteArrayInputStream(new byte[0]), bytes).send(type, payload);
    return hex(bytes);
  }

  private static String hex(ByteArrayOutputStream bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
