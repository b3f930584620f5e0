package dev.innerloop.replica;

import dev.innerloop.wire.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of a supervisor, and how it is started: {@code java OPTIONS -jar supervisor.jar
 * FILE}, where FILE holds {@link #properties()}.
 *
 * @param workspace the folder that it may write to
 * @param keyFile a file with the 32 bytes of the session key
 * @param port where it listens on loopback, 0 for any free port
 * @param portFolder where it writes a file {@code port} with the port that it got
 * @param imageRoots folders of the image with content laid out like a workspace
 * @param javaHome the Java that runs the app; by default the one that runs the supervisor
 * @param classPathFile a file of the image with the class path of what its first root holds:
 *     absolute entries joined by colons
 * @param imageLaunch how that is started, but for its class path: settings that named it would
 *     change with every dependency, and with them all replicas be replaced
 * @param endsWithInput whether it ends, and the app with it, at the end of its standard input
 * @param firstWait how long a fresh replica waits for a session before it starts what it has
 * @param claimLapse after how much silence another session may take a writer's place
 * @param progress how often a start that takes long is reported
 * @param worker after how long an app that listens on no port counts as a worker; empty if never
 * @param grace how long an app may take to end
 */
public record SupervisorSettings(
    String workspace,
    String keyFile,
    int port,
    Optional<String> portFolder,
    List<String> imageRoots,
    Optional<String> javaHome,
    Optional<String> classPathFile,
    Optional<Launch> imageLaunch,
    boolean endsWithInput,
    Duration firstWait,
    Duration claimLapse,
    Duration progress,
    Optional<Duration> worker,
    Duration grace) {

  /** It runs beside the app in the app's memory limit: small. */
  public static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx24m",
          "-Xss256k",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=8m",
          "-XX:-UsePerfData");

  public SupervisorSettings {
    imageRoots = List.copyOf(imageRoots);
  }

  /**
   * With the defaults of the design: waits 10 s, lapses after 30 s, reports every 10 s, grace 4 s.
   */
  public static SupervisorSettings of(String workspace, String keyFile, int port) {
    return new SupervisorSettings(
        workspace,
        keyFile,
        port,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Optional.empty(),
        Duration.ofSeconds(4));
  }

  /**
   * The same for an image that holds the app, laid out like a workspace below a root.
   *
   * @param itsClassPath the file of the image with its class path
   */
  public SupervisorSettings withImage(String root, String itsClassPath, Launch launch) {
    return new SupervisorSettings(
        workspace,
        keyFile,
        port,
        portFolder,
        List.of(root),
        javaHome,
        Optional.of(itsClassPath),
        Optional.of(launch),
        endsWithInput,
        firstWait,
        claimLapse,
        progress,
        worker,
        grace);
  }

  /** The jar to start. */
  public static byte[] supervisorJar() {
    try (InputStream jar = SupervisorSettings.class.getResourceAsStream("supervisor.jar")) {
      if (jar == null) {
        throw new IllegalStateException("this plugin was built without its supervisor.jar");
      }
      return jar.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration file: same settings, same text. It holds no secret. */
  public String properties() {
    SortedMap<String, String> values = new TreeMap<>();
    values.put("workspace", workspace);
    values.put("key", keyFile);
    values.put("port", Integer.toString(port));
    portFolder.ifPresent(folder -> values.put("portFolder", folder));
    putAll(values, "imageRoot.", imageRoots);
    javaHome.ifPresent(home -> values.put("javaHome", home));
    classPathFile.ifPresent(file -> values.put("launch.classPathFile", file));
    imageLaunch.ifPresent(
        launch -> {
          values.put("launch.mainClass", launch.mainClass());
          putAll(values, "launch.jvmOption.", launch.jvmOptions());
          putAll(values, "launch.argument.", launch.arguments());
          values.put("launch.port", Integer.toString(launch.port()));
          if (!launch.readinessPath().isEmpty()) {
            values.put("launch.readinessPath", launch.readinessPath());
          }
          values.put("launch.reload", launch.reload().name());
          values.put("launch.layout", launch.layout().name());
        });
    if (endsWithInput) {
      values.put("parent", "stdin");
    }
    values.put("waitMillis", Long.toString(firstWait.toMillis()));
    values.put("lapseMillis", Long.toString(claimLapse.toMillis()));
    values.put("progressMillis", Long.toString(progress.toMillis()));
    worker.ifPresent(it -> values.put("workerMillis", Long.toString(it.toMillis())));
    values.put("graceMillis", Long.toString(grace.toMillis()));
    return values.entrySet().stream()
        .map(value -> line(value.getKey(), value.getValue()))
        .collect(Collectors.joining());
  }

  private static void putAll(SortedMap<String, String> values, String prefix, List<String> list) {
    for (int i = 0; i < list.size(); i++) {
      values.put(prefix + i, list.get(i));
    }
  }

  /** Escaped as {@link Properties} reads it, without the date that it would write. */
  private static String line(String name, String value) {
    Properties one = new Properties();
    one.setProperty(name, value);
    StringWriter text = new StringWriter();
    try {
      one.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> lines = new ArrayList<>();
    text.toString().lines().filter(line -> !line.startsWith("#")).forEach(lines::add);
    return String.join("\n", lines) + "\n";
  }
}
