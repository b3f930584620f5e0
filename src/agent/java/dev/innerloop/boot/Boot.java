package dev.innerloop.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * {@code java -jar supervisor.jar CONFIGURATION}: unpacks the classes within this jar into one in
 * the workspace, which the app's JVM needs as a file, too, and runs the supervisor from there.
 */
public final class Boot {

  private static final String PACKED = "/dev.pack";
  private static final String AGENT = "dev.innerloop.agent.Agent";

  private Boot() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("usage: java -jar supervisor.jar CONFIGURATION");
    }
    URL[] jar = {unpack(folder(Paths.get(arguments[0]))).toUri().toURL()};
    ClassLoader loader = new URLClassLoader(jar);
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader
          .loadClass("dev.innerloop.supervisor.Supervisor")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the supervisor failed", e.getCause());
    }
  }

  /** Our own folder in the workspace, which is never content. */
  private static Path folder(Path configuration) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(configuration, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return Files.createDirectories(Paths.get(properties.getProperty("workspace"), ".dev"));
  }

  private static Path unpack(Path folder) throws IOException {
    Path draft = Files.createTempFile(folder, "dev", ".jar");
    try (InputStream packed = Boot.class.getResourceAsStream(PACKED);
        OutputStream jar = Files.newOutputStream(draft)) {
      ClassPack.unpack(packed, jar, AGENT);
    }
    return Files.move(
        draft,
        folder.resolve("dev.jar"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
