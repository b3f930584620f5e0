package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.compile.BuildErrors;
import dev.innerloop.compile.CompileListener;
import dev.innerloop.compile.Compiler;
import dev.innerloop.content.ChangeTime;
import dev.innerloop.content.SampleModule;
import dev.innerloop.content.SavedFiles;
import dev.innerloop.content.watch.Change;
import dev.innerloop.content.watch.Change.Kind;
import dev.innerloop.event.Event;
import dev.innerloop.event.Event.ReplicaChanged.State;
import dev.innerloop.forward.gate.Admission;
import dev.innerloop.forward.gate.Permit;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Module;
import dev.innerloop.project.Reactor;
import dev.innerloop.replica.SocketSupervisor;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.TestRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session of one app, "shop": with the real loop, compiler, gate and replica sessions, on a
 * target, a replica, a Maven build and POMs that tests make up.
 */
@Timeout(120)
abstract class LoopTestCase {

  @TempDir Path folder;

  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** However slow the machine is, no failure becomes overdue. */
  final OpenFailures failures = new OpenFailures(events::add, () -> 0);

  final FakePoms poms = new FakePoms();
  final FakeBuild maven = new FakeBuild();
  final FakeDeployedApp running = new FakeDeployedApp();
  final SavedFiles saved = new SavedFiles();
  final RequestGate gate = new RequestGate(Duration.ofSeconds(20));
  final SessionInbox inbox = new SessionInbox(List.of(gate));
  SocketSupervisor replica;
  SampleModule shop;
  Module module;
  Path cart;
  Function<App, AppRequest> requestOf = app -> TestRequest.of(app).in(folder).build();
  CompletableFuture<Void> loop = CompletableFuture.completedFuture(null);
  AppSession app;

  private Compiler compiler;
  AppPorts ports;

  @BeforeEach
  void prepare() throws IOException {
    replica = new SocketSupervisor("shop-1");
    running.appear(replica);
    shop = new SampleModule(folder, "shop");
    cart = shop.source("Cart.java", "class Cart { int n() { return 1; } }");
    shop.compileInPlace();
    module = shop.module();
    compiler =
        new Compiler(
            folder,
            folder.resolve("staging"),
            maven,
            new CompileListener() {
              @Override
              public void compiled(Module module, SortedSet<String> sources) {}

              @Override
              public void delegating(Module module, String reason) {}
            });
    compiler.built(List.of(module));
    AppRequest request = requestOf.apply(shop.app());
    ports = AppPorts.open(request, gate, request.app().port(), () -> 0, List::of, events::add);
    ReplicaReporter.Advice advice =
        new ReplicaReporter.Advice(
            "mvn dev:watch -Ddev.takeover",
            () -> "press r and Enter",
            code -> "the app exited with code " + code,
            ports::replicaPort,
            () -> {},
            new StartAdvice(true, shop::app, () -> 0, List::of));
    app =
        new AppSession(
            new CurrentRequest(request, it -> requestOf.apply(it), failures),
            ports,
            running,
            folder.resolve("blobs"),
            inbox,
            new ReplicaReporter("shop", advice, inbox, (time, task) -> {}, events::add),
            events::add);
  }

  @AfterEach
  void end() throws Exception {
    inbox.post(new SessionSignal.Stop());
    try {
      loop.get(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(Problem.class);
    }
    app.close();
    ports.close();
    compiler.close();
    replica.close();
  }

  /** Starts the app, and the loop that delivers changes. */
  void start() {
    start(new SessionLifecycle.Mode(true, false, "mvn dev:watch"));
  }

  void start(SessionLifecycle.Mode mode) {
    app.start();
    PomReloader reloader =
        new PomReloader(
            new Reactor(folder, List.of(module), List.of(shop.app())),
            poms,
            "mvn dev:watch",
            failures);
    UpdateLoop updates =
        new UpdateLoop(
            inbox,
            new SessionLifecycle(List.of(app), mode, System.nanoTime(), () -> {}, events::add),
            new IncrementalBuild(
                reloader,
                new CodeGeneration(maven, new BuildErrors(folder), new GeneratedFiles(), failures),
                compiler,
                saved,
                failures,
                events::add),
            List.of(app),
            failures,
            new SaveAcknowledgements(
                ChangeTime.since(Instant.EPOCH), () -> 0, (time, task) -> {}, events::add));
    loop =
        CompletableFuture.runAsync(
            () -> {
              try {
                updates.run();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            },
            task -> {
              Thread thread = new Thread(task, "loop");
              thread.setDaemon(true);
              thread.start();
            });
  }

  /** Starts, and waits until the first revision is served. */
  void startServing() throws InterruptedException {
    start();
    replica.awaitDelivery();
    awaitUpdate(1);
  }

  void save(String text) throws IOException {
    SampleModule.replace(cart, text);
    inbox.detected(module, Kind.SOURCES);
    inbox.changed(new Change(module, Kind.SOURCES, Set.of(cart)));
  }

  /** Saves a class whose method returns this number. */
  void saveBody(int number) throws IOException {
    save("class Cart { int n() { return " + number + "; } }");
  }

  <E extends Event> E await(Class<E> type) throws InterruptedException {
    while (true) {
      Event event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("waiting for %s", type.getSimpleName()).isNotNull();
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
  }

  Event.Update awaitUpdate(long number) throws InterruptedException {
    Event.Update update = await(Event.Update.class);
    assertThat(update.revision()).isEqualTo(number);
    return update;
  }

  String awaitNotice(String beginning) throws InterruptedException {
    while (true) {
      Event.Notice notice = await(Event.Notice.class);
      if (notice.message().startsWith(beginning)) {
        return notice.message();
      }
    }
  }

  Event.ReplicaChanged awaitReplica(State state) throws InterruptedException {
    while (true) {
      Event.ReplicaChanged changed = await(Event.ReplicaChanged.class);
      if (changed.state().equals(state)) {
        return changed;
      }
    }
  }

  /** A request; it is answered once the gate lets it through or refuses it. */
  CompletableFuture<Admission> request() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return gate.enter();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** The revision that answers a request. */
  static long revisionOf(CompletableFuture<Admission> request) throws Exception {
    return ((Permit) request.get(20, TimeUnit.SECONDS)).revision();
  }
}
