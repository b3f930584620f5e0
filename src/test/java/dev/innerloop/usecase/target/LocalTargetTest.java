package dev.innerloop.usecase.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import dev.innerloop.event.Event;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Framework;
import dev.innerloop.project.Module;
import dev.innerloop.project.SourcedValue;
import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.Sources;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.TestRequest;
import dev.innerloop.session.DeployedApp;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Apps on this machine, as processes of their own. */
@Timeout(120)
class LocalTargetTest {

  @TempDir Path folder;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Module module;

  @BeforeEach
  void prepare() throws IOException {
    module = new SampleModule(folder, "shop").module();
  }

  @AfterEach
  void end() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void twoSessionsThatStartTogetherServeTheirOwnApps() throws Exception {
    int own = freePort();
    AppRequest request = request(Framework.NONE, new SourcedValue<>(own, "its configuration"));
    CyclicBarrier together = new CyclicBarrier(2);

    CompletableFuture<Integer> anna = begin(request, "anna", together);
    CompletableFuture<Integer> ben = begin(request, "ben", together);

    int portOfAnna = anna.get(60, TimeUnit.SECONDS);
    int portOfBen = ben.get(60, TimeUnit.SECONDS);
    assertThat(List.of(portOfAnna, portOfBen)).as("one of them has its own port").contains(own);
    assertThat(portOfAnna).isNotEqualTo(portOfBen);
    assertThat(answer(portOfAnna)).isEqualTo("anna");
    assertThat(answer(portOfBen)).isEqualTo("ben");
  }

  @Test
  void anAppWhoseFrameworkCanBeToldGetsAPortOfItsSession() throws Exception {
    int own = freePort();
    AppRequest request = request(Framework.HELIDON, new SourcedValue<>(own, "its configuration"));

    Launch launch = deploy(request).launch(request);

    assertThat(launch.port()).isNotEqualTo(own).isBetween(20_000, 32_767);
    assertThat(launch.jvmOptions()).contains("-Dserver.port=" + launch.port());
    assertThat(launch.environment().variables()).containsEntry("PORT", "" + launch.port());
  }

  @Test
  void aPortThatTheUserHasSetIsThatOfTheApp() throws Exception {
    int own = freePort();
    AppRequest request = request(Framework.HELIDON, new SourcedValue<>(own, Endpoints.PARAMETER));

    assertThat(deploy(request).launch(request).port()).isEqualTo(own);
  }

  @Test
  void anAppWhosePortWasTakenGetsAnotherOne() throws Exception {
    AppRequest request =
        request(Framework.SPRING_BOOT, new SourcedValue<>(8080, "its configuration"));
    DeployedApp app = deploy(request);
    int taken = app.launch(request).port();

    assertThat(app.changePort()).isTrue();

    assertThat(app.launch(request).port()).isNotEqualTo(taken);
  }

  @Test
  void anAppWithoutAPortStaysWithoutOne() throws Exception {
    AppRequest request = request(Framework.NONE, new SourcedValue<>(0, Endpoints.PARAMETER));
    DeployedApp app = deploy(request);

    assertThat(app.changePort()).isFalse();
    assertThat(app.launch(request).port()).isZero();
    assertThat(app.launch(request).environment().variables()).isEmpty();
  }

  @Test
  void debuggersGetPortsOfTheirSession() {
    App app = request(Framework.NONE, new SourcedValue<>(0, Endpoints.PARAMETER)).app();

    LocalTarget target = target();

    assertThat(target.debugPort(app)).isNotEqualTo(target.debugPort(app));
  }

  /** Runs an app that answers with a name; its port once it serves. */
  private CompletableFuture<Integer> begin(
      AppRequest request, String name, CyclicBarrier together) {
    LocalTarget target = target();
    Executor thread = task -> new Thread(task, name).start();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            together.await(60, TimeUnit.SECONDS);
            return serve(deploy(target, request), request, name);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        },
        thread);
  }

  private int serve(DeployedApp app, AppRequest request, String name) throws InterruptedException {
    Journalist told = new Journalist();
    MemoryBlobs blobs = new MemoryBlobs();
    ReplicaSessions sessions = new ReplicaSessions(app.key(), blobs, name, false, List.of(told));
    close(sessions);
    Launch launch = app.launch(request);
    sessions.desire(new Revision(1, blobs.inventory(files(name)), launch));
    sessions.open(app.replicas());
    told.await("served 1");
    return launch.port();
  }

  private static Map<String, byte[]> files(String name) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(
            """
            import java.net.*;
            public class Main {
              public static void main(String[] args) throws Exception {
                int port = Integer.parseInt(System.getenv("PORT"));
                try (ServerSocket server = new ServerSocket(port)) {
                  while (true) {
                    try (Socket socket = server.accept()) {
                      socket.getOutputStream().write("%s".getBytes());
                    }
                  }
                }
              }
            }
            """
                .formatted(name))
        .forEach((path, bytes) -> files.put("classes/" + path, bytes));
    return files;
  }

  private static String answer(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private DeployedApp deploy(AppRequest request) throws InterruptedException {
    return deploy(target(), request);
  }

  private DeployedApp deploy(LocalTarget target, AppRequest request) throws InterruptedException {
    DeployedApp app = target.prepare(List.of(request)).get(0).deploy(true);
    close(app);
    return app;
  }

  private LocalTarget target() {
    LocalTarget target = new LocalTarget("", Optional.empty(), (Event event) -> {});
    close(target);
    return target;
  }

  private void close(AutoCloseable atTheEnd) {
    synchronized (open) {
      open.push(atTheEnd);
    }
  }

  private AppRequest request(Framework framework, SourcedValue<Integer> port) {
    App app =
        new App(
            "shop",
            module.coordinates(),
            "",
            "Main",
            List.of(module),
            List.of(new ClassPathEntry.Output(WorkspacePath.of("classes"), module)),
            17,
            framework,
            Endpoints.at(port));
    return TestRequest.of(app).in(folder).build();
  }

  private int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }
}
