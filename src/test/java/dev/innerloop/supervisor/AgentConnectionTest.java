package dev.innerloop.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.Payload;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.RedefinitionResult;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.ShutdownResult;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the supervisor makes of the answers of an agent, here over two pipes. */
@Timeout(60)
class AgentConnectionTest {

  private static final WorkspaceRoot WORKSPACE = new WorkspaceRoot(Path.of("/workspace"));
  private static final Commit COMMIT =
      new Commit(ReloadStrategy.REDEFINE, "", Launch.of("Main", List.of()), List.of());
  private static final long FOREVER = 1_000_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final PipedInputStream toAgent = new PipedInputStream(1 << 16);
  private final PipedOutputStream fromAgent = new PipedOutputStream();
  private Channel agent;
  private Channel supervisor;

  @BeforeEach
  void connect() throws IOException {
    supervisor =
        new Channel(new PipedInputStream(fromAgent, 1 << 16), new PipedOutputStream(toAgent));
    agent = new Channel(toAgent, fromAgent);
  }

  @AfterEach
  void end() throws IOException {
    fromAgent.close();
    threads.shutdownNow();
  }

  @Test
  void anAnswerThatComesTooLateIsNotTakenForThatOfTheNextQuestion() throws Exception {
    AgentConnection links = connected(1);
    assertThat(links.check(COMMIT, WORKSPACE, null).refusal())
        .isEqualTo("the agent did not answer");
    int first = question(FrameType.REDEFINE);
    Future<ShutdownResult> end = ask(() -> links.endApp(1, 1, () -> {}));
    int second = question(FrameType.END_APP);

    agent.send(FrameType.REDEFINED, Payload.numbered(first, RedefinitionResult.done(List.of())));
    agent.send(
        FrameType.APP_ENDED,
        Payload.numbered(second, new ShutdownResult(ShutdownResult.Kind.ENDED, "")));

    assertThat(end.get().kind()).isEqualTo(ShutdownResult.Kind.ENDED);
  }

  @Test
  void anAnswerOfAnotherTypeIsDropped() throws Exception {
    AgentConnection links = connected(FOREVER);
    Future<String> check = ask(() -> links.check(COMMIT, WORKSPACE, null).refusal());
    int number = question(FrameType.REDEFINE);

    agent.send(FrameType.CLASSES_LISTED, Payload.numbered(number, Payload.NONE));
    agent.send(FrameType.REDEFINED, Payload.NONE);
    agent.send(
        FrameType.REDEFINED,
        Payload.numbered(
            number, RedefinitionResult.refused("method main ran before the app first served")));

    assertThat(check.get()).isEqualTo("method main ran before the app first served");
  }

  @Test
  void anAnswerThatEndsEarlyIsARefusalAndNeverMeansDone() throws Exception {
    AgentConnection links = connected(FOREVER);
    Future<String> redefine = ask(() -> links.redefine(COMMIT, WORKSPACE, null).refusal());
    int number = question(FrameType.REDEFINE);

    agent.send(FrameType.REDEFINED, Payload.numbered(number, Payload.NONE));

    assertThat(redefine.get()).isEqualTo("java.io.EOFException");
  }

  @Test
  void whatMadeTheAgentFailIsTheReason() throws Exception {
    AgentConnection links = connected(FOREVER);
    Future<String> redefine = ask(() -> links.redefine(COMMIT, WORKSPACE, null).refusal());
    int number = question(FrameType.REDEFINE);

    agent.send(
        FrameType.QUESTION_FAILED,
        Payload.numbered(
            number,
            out -> Protocol.writeText(out, "the agent failed: java.lang.StackOverflowError")));

    assertThat(redefine.get()).isEqualTo("the agent failed: java.lang.StackOverflowError");
  }

  @Test
  void anAgentThatGoesAwayEndsTheQuestion() throws Exception {
    AgentConnection links = connected(FOREVER);
    Future<ShutdownResult> end = ask(() -> links.endApp(1, 1, null));
    question(FrameType.END_APP);

    fromAgent.close();

    assertThat(end.get().kind()).isEqualTo(ShutdownResult.Kind.LEFT_OVER);
    assertThat(end.get().reason()).isEqualTo("the agent has gone");
  }

  @Test
  void aFailureOfAnEarlierStartIsNotThatOfThePresentOne() throws Exception {
    AgentConnection links = connected(FOREVER);
    answerOneQuestion(links);
    links.starting();
    links.startApp();
    int first = question(FrameType.START_APP);
    links.starting();
    links.startApp();
    int second = question(FrameType.START_APP);

    agent.send(FrameType.APP_FAILED, Payload.numbered(first, failure("the first")));
    answerOneQuestion(links);
    assertThat(links.failure()).isNull();

    agent.send(FrameType.APP_FAILED, Payload.numbered(second, failure("the second")));
    answerOneQuestion(links);
    assertThat(links.failure()).isEqualTo("the second");
  }

  @Test
  void withoutAnAgentAQuestionIsRefused() throws Exception {
    AgentConnection links = new AgentConnection(1, 1, 1, 1);

    assertThat(links.check(COMMIT, WORKSPACE, null).refusal())
        .isEqualTo("the agent is not connected");
    assertThat(links.endApp(1, 1, null).kind()).isEqualTo(ShutdownResult.Kind.NOT_TRIED);
    assertThatThrownBy(links::startApp).hasMessage("the agent has gone");
  }

  /** Frames are handled in their order: what was sent before has been handled by then. */
  private void answerOneQuestion(AgentConnection links) throws Exception {
    Future<String> check = ask(() -> links.check(COMMIT, WORKSPACE, null).refusal());
    int number = question(FrameType.REDEFINE);
    agent.send(FrameType.REDEFINED, Payload.numbered(number, RedefinitionResult.done(List.of())));
    assertThat(check.get()).isNull();
  }

  /** Connected by the time this returns: the app serves, and an agent that connects is told so. */
  private AgentConnection connected(long answerMillis) throws IOException {
    AgentConnection links = new AgentConnection(FOREVER, answerMillis, FOREVER, 1);
    links.serving();
    Outbox outbox = new Outbox(supervisor, fromAgent);
    threads.execute(
        () -> {
          try {
            links.serve(supervisor, outbox);
          } catch (IOException e) {
            outbox.close();
          }
        });
    assertThat(agent.receive().type()).isEqualTo(FrameType.SERVES);
    return links;
  }

  private <T> Future<T> ask(Callable<T> question) {
    return threads.submit(question);
  }

  /** The number of the next question, which is of this type. */
  private int question(FrameType type) throws IOException {
    Frame frame = agent.receive();
    assertThat(frame.type()).isEqualTo(type);
    DataInputStream in = frame.data();
    return in.readInt();
  }

  private static Payload failure(String message) {
    return out -> Protocol.writeText(out, message);
  }
}
