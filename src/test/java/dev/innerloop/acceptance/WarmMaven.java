package dev.innerloop.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the script {@code mvn} runs, again and again in this JVM: ten times faster than a JVM for
 * each build, which makes it possible to hold every edit against a fresh build.
 *
 * <p>Starts Maven as its script does: the launcher reads {@code bin/m2.conf}. Not for two threads.
 */
final class WarmMaven {

  private final Object world;
  private final Class<?> worldType;
  private final ClassLoader realm;

  /** How a build ended. */
  record Ended(int exitCode, String console) {}

  WarmMaven(Path home) {
    System.setProperty("maven.home", home.toString());
    System.setProperty("maven.conf", home.resolve("conf").toString());
    try {
      ClassLoader boot =
          new URLClassLoader(new URL[] {launcherJar(home)}, ClassLoader.getPlatformClassLoader());
      Class<?> type = boot.loadClass("org.codehaus.plexus.classworlds.launcher.Launcher");
      Object launcher = type.getConstructor().newInstance();
      type.getMethod("setSystemClassLoader", ClassLoader.class).invoke(launcher, boot);
      try (InputStream configuration = Files.newInputStream(home.resolve("bin/m2.conf"))) {
        type.getMethod("configure", InputStream.class).invoke(launcher, configuration);
      }
      worldType = boot.loadClass("org.codehaus.plexus.classworlds.ClassWorld");
      world = type.getMethod("getWorld").invoke(launcher);
      realm = (ClassLoader) type.getMethod("getMainRealm").invoke(launcher);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("Maven in " + home + " cannot be started", e);
    }
  }

  private static URL launcherJar(Path home) throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("boot"))) {
      return jars.filter(jar -> jar.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow()
          .toUri()
          .toURL();
    }
  }

  /** Builds the project in a folder. */
  Ended run(Path folder, List<String> arguments) {
    System.setProperty("maven.multiModuleProjectDirectory", folder.toString());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(realm);
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8)) {
      Class<?> type = realm.loadClass("org.apache.maven.cli.MavenCli");
      Object cli = type.getConstructor(worldType).newInstance(world);
      Object code =
          type.getMethod(
                  "doMain", String[].class, String.class, PrintStream.class, PrintStream.class)
              .invoke(cli, arguments.toArray(String[]::new), folder.toString(), out, out);
      return new Ended((int) code, console.toString(StandardCharsets.UTF_8));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Maven cannot be run", e);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
