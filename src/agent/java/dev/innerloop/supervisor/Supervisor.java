package dev.innerloop.supervisor;

import dev.innerloop.wire.AppState;
import dev.innerloop.wire.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;

/** The main process of a replica: {@code java -jar supervisor.jar CONFIGURATION}. */
public final class Supervisor {

  private static final long POLL_MILLIS = 20;
  private static final long AGENT_CONNECT_MILLIS = 1_000;
  private static final long BREAKPOINT_MILLIS = 2_000;

  private final SupervisorConfiguration settings;
  private final Console console;
  private final Archive archive;
  private final SupervisedApp app;
  private final Claim claim;
  private final UpdateExecutor executor;
  private final Server server;

  private Supervisor(SupervisorConfiguration settings, Console console) throws IOException {
    this.settings = settings;
    this.console = console;
    byte[] key = Files.readAllBytes(settings.keyFile);
    if (key.length != Protocol.KEY_BYTES) {
      throw new IOException("the key in " + settings.keyFile + " does not have 32 bytes");
    }
    // Only from inside the pod, or through the API server's port-forward: roles decide who may.
    ServerSocket listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), settings.port));
    Files.createDirectories(settings.workspace);
    WorkspaceRoot root = new WorkspaceRoot(settings.workspace.toRealPath());
    Files.createDirectories(root.own());
    ImageFiles image = new ImageFiles(settings.imageRoots, root.own());
    image.begin();
    Workspace workspace = Workspace.open(root, image);
    AgentConnection agent =
        new AgentConnection(
            AGENT_CONNECT_MILLIS,
            settings.answerMillis,
            BREAKPOINT_MILLIS,
            settings.restartsMetaspaceBytes);
    archive = new Archive(settings, workspace);
    RedefinitionOptions redefinition = new RedefinitionOptions(settings.java);
    redefinition.begin();
    Readiness readiness = new Readiness(ListeningSockets.visible(listening.getLocalPort()));
    app = new SupervisedApp(settings, workspace, agent, archive, redefinition, readiness, console);
    claim = new Claim(settings.lapseMillis);
    executor =
        new UpdateExecutor(
            workspace,
            app,
            agent,
            archive,
            settings.archiveIdleMillis,
            console,
            listening.getLocalPort());
    server = new Server(listening, key, settings, workspace, app, agent, claim, executor);
    publishPort(listening.getLocalPort());
  }

  public static void main(String[] arguments) throws InterruptedException {
    Console console = new Console(System.out);
    try {
      if (arguments.length != 1) {
        throw new IllegalArgumentException("usage: java -jar supervisor.jar CONFIGURATION");
      }
      new Supervisor(SupervisorConfiguration.read(Paths.get(arguments[0])), console).run();
    } catch (IOException | IllegalArgumentException e) {
      console.say("the supervisor cannot start: " + e);
      System.exit(1);
    }
  }

  private void run() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "dev-end"));
    if (settings.endsWithInput) {
      Daemons.start("dev-parent", this::endWithInput);
    } else {
      Daemons.start("dev-debugging", this::endDebuggingWithSessions);
    }
    server.begin();
    Daemons.start("dev-first-start", this::startUnlessClaimed);
    new CountDownLatch(1).await();
  }

  /** Stops the app with us; its exit code becomes ours. */
  private void end() {
    archive.abandon();
    try {
      boolean ran = app.isRunning();
      app.stop();
      if (ran) {
        Runtime.getRuntime().halt(app.exitCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endWithInput() {
    try {
      InputStream in = System.in;
      while (in.read() >= 0) {
        // Nothing is said there; only its end means something.
        continue;
      }
    } catch (IOException e) {
      console.say("standard input is broken: " + e.getMessage());
    }
    System.exit(0);
  }

  /** No stale content is started while a session may be about to deliver newer content. */
  private void startUnlessClaimed() {
    try {
      long waited = 0;
      while (waited < settings.waitMillis) {
        Thread.sleep(POLL_MILLIS);
        waited = claim.isAttached() ? 0 : waited + POLL_MILLIS;
        if (app.state() != AppState.WAITING) {
          return;
        }
      }
      executor.startStoredContent(settings.imageLaunch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The JVM's debugger has no password: its port is open only as long as a session wants it. */
  private void endDebuggingWithSessions() {
    try {
      while (true) {
        claim.awaitEnd(executor::endDebugging);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publishPort(int port) throws IOException {
    if (settings.portFolder != null) {
      Path draft = settings.portFolder.resolve("port.draft");
      Files.write(draft, Integer.toString(port).getBytes(StandardCharsets.US_ASCII));
      Files.move(draft, settings.portFolder.resolve("port"), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
