package dev.innerloop.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real supervisor in a process of its own, with a workspace and an image in a folder. */
public final class TestSupervisor implements AutoCloseable {

  public static final Launch LAUNCH = launch("classes");

  public final Path workspace;
  public final Path image;
  public final SessionKey key = SessionKey.random();
  public final Journalist printed = new Journalist();

  private final Path folder;
  private final List<Socket> sockets = new ArrayList<>();
  private boolean endsWithInput = true;
  private String more = "";
  private final Map<String, String> environment = new HashMap<>();
  private Process process;
  private int port;

  public TestSupervisor(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    workspace = this.folder.resolve("workspace");
    image = this.folder.resolve("image");
    Files.write(this.folder.resolve("key"), key.bytes());
    Files.write(this.folder.resolve("supervisor.jar"), SupervisorSettings.supervisorJar());
  }

  static Launch launch(String... classPath) {
    return Launch.of("Main", List.of(classPath))
        .withLayout(ClassPathLayout.LAYERED)
        .withJvmOptions(List.of("-Dtest=a b", "-XX:TieredStopAtLevel=1"))
        .withArguments(List.of("an argument"));
  }

  /** Starts it with an image that need not hold anything. */
  public void start(Duration firstWait, Duration lapse) throws IOException {
    start(firstWait, lapse, List.of(image.toString()), Optional.of(LAUNCH));
  }

  public void startWithoutImage() throws IOException {
    start(Duration.ofSeconds(30), Duration.ofSeconds(30), List.of(), Optional.empty());
  }

  /** Another jar than that of this build. */
  TestSupervisor of(byte[] jar) throws IOException {
    Files.write(folder.resolve("supervisor.jar"), jar);
    return this;
  }

  /** Told more than a session ever tells it: {@code name=value}. */
  TestSupervisor with(String setting) {
    more += setting + "\n";
    return this;
  }

  /** With a variable in its environment. */
  TestSupervisor withVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Neither it nor the app ends with its input. */
  public void startAsInAPod() throws IOException {
    startAsInAPod(Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  void startAsInAPod(Duration firstWait, Duration lapse) throws IOException {
    endsWithInput = false;
    start(firstWait, lapse, List.of(), Optional.empty());
  }

  private void start(
      Duration firstWait, Duration lapse, List<String> imageRoots, Optional<Launch> imageLaunch)
      throws IOException {
    SupervisorSettings settings =
        new SupervisorSettings(
            workspace.toString(),
            folder.resolve("key").toString(),
            0,
            Optional.of(folder.toString()),
            imageRoots,
            Optional.empty(),
            imageLaunch.map(launch -> image.resolve("classpath").toString()),
            imageLaunch,
            endsWithInput,
            firstWait,
            lapse,
            Duration.ofSeconds(30),
            Optional.empty(),
            Duration.ofSeconds(4));
    Path file =
        Files.writeString(folder.resolve("supervisor.properties"), settings.properties() + more);
    Path java = Path.of(System.getProperty("dev.test.java", System.getProperty("java.home")));
    List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
    command.addAll(SupervisorSettings.JVM_OPTIONS);
    command.addAll(List.of("-jar", folder.resolve("supervisor.jar").toString(), file.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    process = builder.start();
    BufferedReader lines = process.inputReader(UTF_8);
    Thread reader = new Thread(() -> lines.lines().forEach(printed::tell), "test-output");
    reader.setDaemon(true);
    reader.start();
    Await.until(
        "the supervisor's port",
        () -> {
          if (!process.isAlive()) {
            throw new Await.Abandoned("The supervisor ended: " + process.exitValue());
          }
          return Files.exists(folder.resolve("port"));
        });
    port = Integer.parseInt(Files.readString(folder.resolve("port")));
  }

  public Path keyFile() {
    return folder.resolve("key");
  }

  public Process process() {
    return process;
  }

  ProcessHandle app() {
    return process.children().findFirst().orElseThrow();
  }

  public Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    sockets.add(socket);
    return socket;
  }

  public ReplicaReport query() throws IOException {
    return new ReplicaProbe(key, Duration.ofSeconds(20)).query(replica("test"));
  }

  public ReplicaSource source() {
    return sourceOf(replica("test"));
  }

  public Replica replica(String name) {
    return new Replica() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int supervisorPort() {
        return port;
      }

      @Override
      public ReplicaConnection connect(int to) throws IOException {
        return connection(TestSupervisor.this.connect());
      }
    };
  }

  /** A source of what is there, and never changes. */
  public static ReplicaSource sourceOf(Replica... replicas) {
    return listener -> {
      for (Replica replica : replicas) {
        listener.appeared(replica);
      }
      return () -> {};
    };
  }

  static ReplicaConnection connection(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    return new ReplicaConnection() {
      @Override
      public InputStream input() {
        return in;
      }

      @Override
      public OutputStream output() {
        return out;
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }

  /** Fills the image as a build would, with the file that says how it is started. */
  void storeImage(Map<String, byte[]> files, String... classPath) throws IOException {
    store(image, files);
    String entries =
        Arrays.stream(classPath).map(entry -> image + "/" + entry).collect(joining(":"));
    Files.writeString(image.resolve("classpath"), "\"" + entries + "\"");
  }

  public static void store(Path root, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (Socket socket : sockets) {
      socket.close();
    }
    if (process != null) {
      process.getOutputStream().close();
      if (!endsWithInput) {
        process.destroy();
      }
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
