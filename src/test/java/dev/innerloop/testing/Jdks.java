package dev.innerloop.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The JDKs of this machine. */
public final class Jdks {

  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private Jdks() {}

  /** One installed JDK. */
  public record Jdk(Path home, int release) {

    public Path java() {
      return home.resolve("bin/java");
    }

    @Override
    public String toString() {
      return "JDK " + release;
    }
  }

  /** The one that we run on, and the newest if that is another. */
  public static List<Jdk> ownAndNewest() {
    Jdk own = new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
    Jdk newest = newest(own);
    return newest.release() == own.release() ? List.of(own) : List.of(own, newest);
  }

  /** The one whose home {@code -Ddev.test.java} is; else {@link #ownAndNewest}. */
  public static List<Jdk> tested() {
    String home = System.getProperty("dev.test.java");
    if (home == null) {
      return ownAndNewest();
    }
    Path given = Path.of(home).toAbsolutePath();
    return List.of(new Jdk(given, release(given)));
  }

  /** One that compiles for another: it runs our own classes, too. */
  public static Jdk compilerFor(Jdk jdk) {
    return ownAndNewest().stream()
        .filter(each -> each.release() >= jdk.release())
        .findFirst()
        .orElseThrow();
  }

  private static Jdk newest(Jdk own) {
    if (!Files.isDirectory(INSTALLED)) {
      return own;
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      return Stream.concat(
              Stream.of(own),
              homes
                  .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                  .map(home -> new Jdk(home, release(home))))
          .max(Comparator.comparingInt(Jdk::release))
          .orElse(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int release(Path home) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
      properties.load(reader);
    } catch (IOException e) {
      return 0;
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.replaceAll("^1\\.", "").replaceAll("\\D.*", ""));
  }
}
