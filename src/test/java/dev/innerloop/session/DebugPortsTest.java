package dev.innerloop.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMStartEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import dev.innerloop.event.Event;
import dev.innerloop.local.LocalReplicas;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.Sources;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.request.DebugSettings;
import dev.innerloop.testing.ReservedPort;
import dev.innerloop.wire.AppEnvironment;
import dev.innerloop.wire.AppState;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A debugger, as an IDE has it, and a supervisor with its app, as a pod has them. */
@Timeout(120)
class DebugPortsTest {

  private static final String MAIN =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      public class Main {
        public static void main(String[] args) throws Exception {
          HttpServer server =
              HttpServer.create(
                  new InetSocketAddress("127.0.0.1", Integer.getInteger("port")), 0);
          server.createContext("/", exchange -> {
            String answer = new Answer().text();
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes());
            exchange.close();
          });
          Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
          server.start();
        }
      }
      """;

  @TempDir Path folder;

  private final Deque<Closeable> open = new ArrayDeque<>();
  private final Journalist told = new Journalist();
  private final Journalist printed = new Journalist();
  private final MemoryBlobs blobs = new MemoryBlobs();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> options = new ArrayList<>();
  private AppEnvironment environment = AppEnvironment.INHERITED;
  private int appPort;
  private DebugPorts ports;
  private ReplicaSessions sessions;
  private long update;

  @AfterEach
  void end() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void aDebuggerStaysAttachedWhileMethodsAreRedefined() throws Exception {
    start(false);
    want(true, "return \"one\";");
    int port = told.await("debug local").transform(DebugPortsTest::port);
    told.await("served 1");
    Debugger debugger = attach(port);

    want(true, "return \"two\";");

    assertThat(told.await("served 2")).startsWith("served 2 REDEFINE");
    assertThat(get()).isEqualTo("two");
    assertThat(debugger.vm.name()).as("still answers").isNotEmpty();
  }

  @Test
  void aDebuggerStaysAttachedWhileTheAppRestartsInItsJvm() throws Exception {
    start(false);
    want(true, "return \"one\";");
    int port = told.await("debug local").transform(DebugPortsTest::port);
    told.await("served 1");
    assertThat(get()).isEqualTo("one");
    Debugger debugger = attach(port);

    want(true, "return count + \"\"; } int count = 2; String more() { return \"\";");

    assertThat(told.await("served 2")).startsWith("served 2 RESTART");
    assertThat(get()).isEqualTo("2");
    assertThat(debugger.vm.classesByName("Answer")).as("before and after").hasSizeGreaterThan(0);
    assertThat(debugger.vm.allThreads()).isNotEmpty();
  }

  @Test
  void whatIsSavedAtABreakpointTakesEffectWhenTheAppGoesOn() throws Exception {
    start(false);
    want(true, "return \"one\";");
    int port = told.await("debug local").transform(DebugPortsTest::port);
    told.await("served 1");
    assertThat(get()).isEqualTo("one"); // loads Answer
    Debugger debugger = attach(port);
    debugger.breakAt("Answer", "text");
    CompletableFuture<String> held = CompletableFuture.supplyAsync(this::get);
    EventSet stopped = debugger.awaitBreakpoint();
    assertThat(held).isNotDone();

    want(true, "return \"two\";");
    printed.await("[dev] the app is suspended at a breakpoint");
    debugger.vm.eventRequestManager().deleteAllBreakpoints();
    stopped.resume();

    assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo("one");
    assertThat(told.await("served 2")).startsWith("served 2 REDEFINE");
    assertThat(get()).isEqualTo("two");
  }

  @Test
  void aJvmThatWasStartedAnewIsFoundAtTheSamePort() throws Exception {
    start(false);
    want(true, "return \"one\";");
    int port = told.await("debug local").transform(DebugPortsTest::port);
    told.await("served 1");
    attach(port);

    sessions.restart();
    told.await("served 1");

    assertThat(get()).isEqualTo("one"); // loads Answer
    Debugger again = attach(port);
    again.breakAt("Answer", "text");
    CompletableFuture<String> held = CompletableFuture.supplyAsync(this::get);
    again.awaitBreakpoint().resume();
    assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo("one");
  }

  @Test
  void aDebuggerThatVanishesLeavesThePortToTheNext() throws Exception {
    start(false);
    want(true, "return \"one\";");
    int port = told.await("debug local").transform(DebugPortsTest::port);
    told.await("served 1");
    attach(port).vm.dispose();

    assertThat(attach(port).vm.name()).isNotEmpty();
  }

  @Test
  void aSuspendedAppWaitsForItsDebugger() throws Exception {
    start(true);
    want(true, "return \"one\";");
    int port = told.await("waiting local").transform(DebugPortsTest::port);
    assertThat(sessions.replicas().get(0).app()).isEqualTo(AppState.STARTING);

    attach(port).resumeStart();

    assertThat(told.await("served 1")).startsWith("served 1");
    assertThat(get()).isEqualTo("one");
  }

  @Test
  void aSuspendedJvmIsToldOnlyWhenItIsANewOneAlsoWhereARestartFallsToIt() throws Exception {
    start(true);
    want(true, "return \"one\";");
    int port = told.await("waiting local").transform(DebugPortsTest::port);
    Debugger debugger = attach(port);
    debugger.resumeStart();
    told.await("served 1");
    assertThat(get()).isEqualTo("one"); // loads Answer

    want(true, "more(); return \"two\"; } int more() { return 0;");
    assertThat(told.next()).startsWith("served 2 RESTART");

    want(
        true,
        "new Thread(() -> { while (true) java.util.concurrent.locks.LockSupport.park(); },"
            + " \"left\").start(); return \"three\";");
    assertThat(told.next()).startsWith("served 3 ");
    assertThat(get()).isEqualTo("three");
    debugger.close();
    want(true, "return \"four\"; } int more() { return 0;");
    assertThat(told.next()).isEqualTo("waiting local " + port);
    attach(port).resumeStart();
    assertThat(told.next()).startsWith("served 4 JVM").contains("left");
  }

  @Test
  void replacesTheDebugAgentsThatTheAppHasAnyway() throws Exception {
    String other = "=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:" + reservePort();
    environment =
        AppEnvironment.of(
            Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Da=b -agentpath:'/my jdk/lib/libjdwp.so'" + other,
                "JDK_JAVA_OPTIONS",
                "\"-agentlib:jdwp" + other + "\""));
    options.add("-agentpath:/jdk/lib/libjdwp.so" + other);
    options.add("-Xrunjdwp:" + other.substring(1));
    start(false);

    want(true, "return System.getProperty(\"a\");");

    assertThat(printed.await("[dev] the debug"))
        .isEqualTo(
            "[dev] the debug agent in JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS is replaced by that of"
                + " dev:debug");
    int port = told.await("debug local").transform(DebugPortsTest::port);
    told.await("served 1");
    assertThat(attach(port)).isNotNull();
    assertThat(get()).isEqualTo("b");
  }

  @Test
  void leavingStartsAJvmThatCannotBeDebugged() throws Exception {
    start(false);
    want(true, "return \"one\";");
    int port = told.await("debug local").transform(DebugPortsTest::port);
    told.await("served 1");

    want(false, "return \"one\";");

    assertThat(told.await("served 2")).endsWith(": debugging ends");
    assertThatThrownBy(() -> attach(port)).isInstanceOf(IOException.class);
  }

  @Test
  void eachReplicaHasItsPortAndTheSuccessorInheritsIt() throws Exception {
    int first = reservePort();
    ports = DebugPorts.open("app", new DebugSettings(first, false), 1, this::tell);
    open.push(ports);
    Replica one = appear("one");
    Replica two = appear("two");
    ports.observe(new ReplicaEvent.Starting(one));
    ports.observe(new ReplicaEvent.Starting(two));
    assertThat(told.await("debug one")).isEqualTo("debug one " + first);
    int second = port(told.await("debug two"));
    assertThat(second).isGreaterThan(first);
    assertThat(ports.first()).contains(one);

    ports.observe(new ReplicaEvent.Disappeared(two));
    ports.observe(new ReplicaEvent.Starting(appear("three")));
    assertThat(told.await("debug three")).isEqualTo("debug three " + second);
  }

  @Test
  void aTakenPortThatWasAskedForIsAProblem() throws Exception {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () -> DebugPorts.open("app", new DebugSettings(port, false), 1, this::tell))
          .isInstanceOfSatisfying(
              Problem.class,
              problem -> assertThat(problem.remedy()).contains("-Ddev.debugPort=" + (port + 1)));
    }
  }

  private Replica appear(String name) {
    Replica replica = new Named(name);
    ports.observe(
        new ReplicaEvent.StatusChanged(
            ReplicaStatus.detached(replica, ReplicaStatus.Attachment.CONNECTING, 0)));
    return replica;
  }

  private void start(boolean suspend) {
    appPort = reservePort();
    ports = DebugPorts.open("app", new DebugSettings(null, suspend), reservePort(), this::tell);
    open.push(ports);
    SessionKey key = SessionKey.random();
    Path java = Path.of(System.getProperty("java.home"));
    LocalReplicas replicas = LocalReplicas.start("local", key, java, folder, false, printed::tell);
    open.push(replicas);
    sessions = new ReplicaSessions(key, blobs, "anna@desk", false, List.of(ports, told));
    open.push(sessions::close);
    sessions.open(replicas);
  }

  private void want(boolean debugged, String body) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(MAIN, "public class Answer { String text() { " + body + " } }")
        .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    List<String> all = new ArrayList<>(List.of("-Dport=" + appPort, "-XX:TieredStopAtLevel=1"));
    all.addAll(options);
    Launch launch =
        Launch.of("Main", List.of("classes"))
            .withLayout(ClassPathLayout.LAYERED)
            .withJvmOptions(all)
            .withEnvironment(environment)
            .withPort(appPort);
    sessions.desire(
        new Revision(++update, blobs.inventory(files), debugged ? ports.debugged(launch) : launch));
  }

  private void tell(Event event) {
    if (event instanceof Event.DebugPort debug) {
      told.tell((debug.waiting() ? "waiting " : "debug ") + debug.replica() + " " + debug.port());
    }
  }

  private static int port(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }

  private String get() {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + appPort + "/")).build(),
              HttpResponse.BodyHandlers.ofString(UTF_8))
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private int reservePort() {
    ReservedPort port = new ReservedPort();
    open.push(port);
    return port.number();
  }

  private Debugger attach(int port) throws Exception {
    AttachingConnector connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("hostname").setValue("localhost");
    arguments.get("port").setValue(Integer.toString(port));
    Debugger debugger = new Debugger(connector.attach(arguments));
    open.push(debugger);
    return debugger;
  }

  private record Debugger(VirtualMachine vm) implements Closeable {

    /** Lets a JVM run that waits for its debugger: before it reports that, it would not notice. */
    void resumeStart() throws InterruptedException {
      EventSet events = vm.eventQueue().remove(60_000);
      assertThat(events)
          .as("the JVM waits")
          .isNotNull()
          .hasAtLeastOneElementOfType(VMStartEvent.class);
      events.resume();
    }

    void breakAt(String className, String method) {
      for (ReferenceType type : vm.classesByName(className)) {
        stopAt(type, method);
        return;
      }
      throw new AssertionError(className + " is not loaded");
    }

    private void stopAt(ReferenceType type, String method) {
      BreakpointRequest request =
          vm.eventRequestManager()
              .createBreakpointRequest(type.methodsByName(method).get(0).location());
      request.setSuspendPolicy(EventRequest.SUSPEND_ALL);
      request.enable();
    }

    EventSet awaitBreakpoint() throws InterruptedException {
      EventSet events = vm.eventQueue().remove(TimeUnit.SECONDS.toMillis(20));
      while (events != null && !(events.iterator().next() instanceof BreakpointEvent)) {
        events.resume();
        events = vm.eventQueue().remove(TimeUnit.SECONDS.toMillis(20));
      }
      assertThat(events).as("the breakpoint").isNotNull();
      return events;
    }

    @Override
    public void close() {
      try {
        vm.dispose();
      } catch (com.sun.jdi.VMDisconnectedException e) {
        // Its JVM has ended, which is all that is wanted.
        return;
      }
    }
  }

  /** Pods that come and go as a test says. */
  private record Named(String name) implements Replica {

    @Override
    public int supervisorPort() {
      return 1;
    }

    @Override
    public ReplicaConnection connect(int port) throws IOException {
      throw new IOException("nothing is there");
    }
  }
}
