package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Reactor;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.SocketSupervisor;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TestRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole session with the real watcher, on a target that tests make up. */
@Timeout(120)
class DevSessionTest {

  @TempDir Path folder;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final FakeTarget target = new FakeTarget();
  private SocketSupervisor replica;
  private SampleModule shop;
  private DevSession session;
  private CompletableFuture<Void> running;

  @BeforeEach
  void prepare() throws IOException {
    replica = new SocketSupervisor("shop-1");
    target.app.appear(replica);
    shop = new SampleModule(folder, "shop");
    shop.source("Cart.java", "class Cart { int n() { return 1; } }");
    shop.compileInPlace();
    session =
        new DevSession(
            new DevSession.Project(
                new Reactor(folder, List.of(shop.module()), List.of(shop.app())),
                new FakeBuild(),
                new FakePoms(),
                Instant.now(),
                Map.of(),
                new ByteArrayInputStream(new byte[0])),
            app -> TestRequest.of(app).in(folder).build(),
            new CommandForm("mvn", "dev:", List.of()),
            events::add);
  }

  @AfterEach
  void end() throws Exception {
    session.stop();
    if (running != null) {
      running.handle((done, problem) -> null).get(20, TimeUnit.SECONDS);
    }
    replica.close();
  }

  @Test
  void aSavedFileIsServed() throws Exception {
    run(true);
    await(Event.Ready.class);

    shop.source("Cart.java", "class Cart { int n() { return 2; } }");

    Event.Update update = await(Event.Update.class);
    while (update.revision() == 1) {
      update = await(Event.Update.class);
    }
    assertThat(update.files()).containsExactly("classes/Cart.class");
  }

  @Test
  void whatTheSessionCompilesItselfIsNoChange() throws Exception {
    run(true);
    await(Event.Ready.class);
    shop.source("Cart.java", "class Cart { int n() { return 2; } }");
    replica.awaitDelivery();
    replica.awaitDelivery();

    SampleModule.write(shop.output().resolve("page.html"), "written by another program");

    assertThat(replica.awaitDelivery().begin().revision()).isEqualTo(3);
  }

  @Test
  void aRunDeliversNoSaves() throws Exception {
    run(false);
    await(Event.Ready.class);
    replica.awaitDelivery();

    shop.source("Cart.java", "class Cart { int n() { return 2; } }");
    session.stop();
    running.get(20, TimeUnit.SECONDS);

    assertThat(replica.isIdle()).isTrue();
  }

  @Test
  void stoppingEndsTheSessionAndClosesWhatItOpened() throws Exception {
    run(true);
    await(Event.Ready.class);

    session.stop();
    running.get(20, TimeUnit.SECONDS);

    assertThat(await(Event.SessionEnded.class).next()).containsExactly("to return:  mvn dev:watch");
    assertThat(target.app.isClosed).isTrue();
    assertThat(target.isClosed).isTrue();
  }

  @Test
  void anAppThatCannotBeDeployedEndsTheSessionAndClosesWhatItOpened() {
    target.refusal = new Problem("The quota is used up.", "Delete something.");

    run(true);

    assertThat(running).failsWithin(20, TimeUnit.SECONDS);
    assertThat(running.handle((done, problem) -> problem.getCause()).join())
        .isSameAs(target.refusal);
    assertThat(target.isClosed).isTrue();
  }

  @Test
  void interruptedBeforeTheAppIsDeployedItSaysHowTheTargetIsLeft() throws Exception {
    target.isInterrupted = true;

    run(true);
    running.get(20, TimeUnit.SECONDS);

    Event.SessionEnded ended = await(Event.SessionEnded.class);
    assertThat(ended.message()).isEqualTo("Ended before the app was ready; nothing was deployed.");
    assertThat(ended.next()).isEmpty();
  }

  @Test
  void interruptedWhileTheAppIsDeployedItSaysWhatIsKept() throws Exception {
    target.isInterruptedDeploying = true;

    run(true);
    running.get(20, TimeUnit.SECONDS);

    Event.SessionEnded ended = await(Event.SessionEnded.class);
    assertThat(ended.message())
        .isEqualTo("Ended before the app was ready; what is already deployed is kept.");
    assertThat(ended.next()).containsExactly("to remove the app:  mvn dev:delete");
    assertThat(target.isClosed).isTrue();
  }

  @Test
  void contentIsKeptInADirectoryThatIsRemovedAtTheEnd() throws Exception {
    run(true);
    await(Event.Ready.class);
    session.stop();
    running.get(20, TimeUnit.SECONDS);

    assertThat(Files.exists(shop.output())).as("the project's own output stays").isTrue();
    assertThat(events)
        .noneMatch(
            event ->
                event instanceof Event.Notice notice && notice.message().startsWith("A temporary"));
  }

  private void run(boolean isWatching) {
    running =
        CompletableFuture.runAsync(
            () -> session.run((requests, events) -> target, isWatching, () -> {}),
            task -> {
              Thread thread = new Thread(task, "session");
              thread.setDaemon(true);
              thread.start();
            });
  }

  private <E extends Event> E await(Class<E> type) throws InterruptedException {
    while (true) {
      Event event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("waiting for %s", type.getSimpleName()).isNotNull();
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
  }

  /** One app, on replicas that tests make up. */
  static final class FakeTarget implements Target {

    private final FakeDeployedApp app = new FakeDeployedApp();
    private boolean isClosed;
    private boolean isInterrupted;
    private boolean isInterruptedDeploying;
    private Problem refusal;

    @Override
    public Event.SessionStarted started(List<String> apps) {
      return new Event.SessionStarted("local", "", "", apps, "");
    }

    @Override
    public boolean isHere() {
      return true;
    }

    @Override
    public List<PreparedApp> prepare(List<AppRequest> requests) throws InterruptedException {
      if (isInterrupted) {
        throw new InterruptedException();
      }
      return List.of(
          attach -> {
            if (refusal != null) {
              throw refusal;
            }
            if (isInterruptedDeploying) {
              throw new InterruptedException();
            }
            return app;
          });
    }

    @Override
    public Ending abandoned(boolean isDeploying) {
      return isDeploying
          ? new Ending(
              "what is already deployed is kept", List.of("to remove the app:  mvn dev:delete"))
          : new Ending("nothing was deployed", List.of());
    }

    @Override
    public int debugPort(App app) {
      return 0;
    }

    @Override
    public Replica service(String name) {
      throw new Problem("There are no Services.", "");
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }
}
