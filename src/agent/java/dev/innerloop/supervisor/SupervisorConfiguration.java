package dev.innerloop.supervisor;

import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.ReloadMode;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/** The configuration of the supervisor: a properties file without any secret. */
final class SupervisorConfiguration {

  final Path workspace;
  final Path keyFile;

  /** 0 if any free one will do. */
  final int port;

  /** Where to say which port it is; null if everybody knows. */
  final Path portFolder;

  final List<Path> imageRoots;
  final Path java;

  /** How the image's own content is started; null if the image has none. */
  final ImageLaunch imageLaunch;

  /** Whether to end with our standard input: locally, where the session's death must end us. */
  final boolean endsWithInput;

  final long waitMillis;
  final long lapseMillis;
  final long handshakeMillis;

  /** How often a start that takes long is reported. */
  final long progressMillis;

  /** How often an app that does not listen on its port is asked on which ones it does. */
  final long portsMillis;

  /** After how long an app that listens on no port counts as a worker; 0 if it never does. */
  final long workerMillis;

  final long aliveMillis;
  final long graceMillis;

  /** How long the agent in the app's JVM may take to answer. */
  final long answerMillis;

  /** How long nothing may happen before an archive of the libraries is made. */
  final long archiveIdleMillis;

  /** How much memory must be left to make it. */
  final long archiveMemoryBytes;

  /** How often a JVM restarts the app inside it before it is replaced itself. */
  final int restarts;

  /** How much metaspace the former runs may hold before the JVM is replaced. */
  final long restartsMetaspaceBytes;

  private SupervisorConfiguration(Properties properties) {
    workspace = Paths.get(required(properties, "workspace"));
    keyFile = Paths.get(required(properties, "key"));
    port = (int) number(properties, "port", 0);
    String folder = properties.getProperty("portFolder");
    portFolder = folder == null ? null : Paths.get(folder);
    imageRoots = new ArrayList<>();
    for (String root : list(properties, "imageRoot.")) {
      imageRoots.add(Paths.get(root));
    }
    String home = properties.getProperty("javaHome", System.getProperty("java.home"));
    java = Paths.get(home, "bin", isWindows() ? "java.exe" : "java");
    String mainClass = properties.getProperty("launch.mainClass");
    imageLaunch = mainClass == null ? null : imageLaunch(properties, mainClass);
    endsWithInput = "stdin".equals(properties.getProperty("parent"));
    waitMillis = number(properties, "waitMillis", 10_000);
    lapseMillis = number(properties, "lapseMillis", 30_000);
    handshakeMillis = number(properties, "handshakeMillis", 5_000);
    progressMillis = number(properties, "progressMillis", 10_000);
    portsMillis = number(properties, "portsMillis", 2_000);
    workerMillis = number(properties, "workerMillis", 0);
    aliveMillis = number(properties, "aliveMillis", 1_000);
    graceMillis = number(properties, "graceMillis", 4_000);
    answerMillis = number(properties, "answerMillis", 15_000);
    archiveIdleMillis = number(properties, "archiveIdleMillis", 5_000);
    archiveMemoryBytes = number(properties, "archiveMemoryBytes", 400L << 20);
    restarts = (int) number(properties, "restarts", 100);
    restartsMetaspaceBytes = number(properties, "restartsMetaspaceBytes", 96L << 20);
  }

  static SupervisorConfiguration read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return new SupervisorConfiguration(properties);
  }

  private ImageLaunch imageLaunch(Properties properties, String mainClass) {
    Launch withoutClassPath =
        Launch.of(mainClass, Collections.emptyList())
            .withJvmOptions(list(properties, "launch.jvmOption."))
            .withArguments(list(properties, "launch.argument."))
            .withPort((int) number(properties, "launch.port", 0))
            .withReadinessPath(properties.getProperty("launch.readinessPath", ""))
            .withReload(ReloadMode.valueOf(properties.getProperty("launch.reload", "AUTO")))
            .withLayout(ClassPathLayout.valueOf(properties.getProperty("launch.layout", "ONE")));
    Path root = Paths.get(required(properties, "imageRoot.0"));
    Path classPathFile = Paths.get(required(properties, "launch.classPathFile"));
    return new ImageLaunch(withoutClassPath, root, classPathFile);
  }

  private static String required(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("the configuration lacks \"" + name + "\"");
    }
    return value;
  }

  private static long number(Properties properties, String name, long fallback) {
    String value = properties.getProperty(name);
    return value == null ? fallback : Long.parseLong(value);
  }

  /** Values of {@code prefix0}, {@code prefix1} and so on. */
  private static List<String> list(Properties properties, String prefix) {
    List<String> values = new ArrayList<>();
    for (int i = 0; properties.containsKey(prefix + i); i++) {
      values.add(properties.getProperty(prefix + i));
    }
    return values;
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }
}
