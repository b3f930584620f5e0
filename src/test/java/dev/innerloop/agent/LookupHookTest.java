package dev.innerloop.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.Sources;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries and an app in layers, in a JVM of their own, with the agent but without a session. */
class LookupHookTest {

  private static final int CLASSES = 100;

  private static final String LIBRARY =
      """
      public class Library {
        public static Class<?> find(String name) {
          try { return Class.forName(name); } catch (ClassNotFoundException e) { return null; }
        }
        public static String text(String name) throws Exception {
          return java.util.Collections.list(Library.class.getClassLoader().getResources(name))
              .stream().map(url -> url.getPath().replaceAll(".*/([^/]+/)", "$1")).toList() + "";
        }
      }
      """;

  /** Eight threads look up the same classes from both sides, forwards and backwards. */
  private static final String MAIN =
      """
      import java.util.concurrent.*;
      public class Main {
        public static void main(String[] args) throws Exception {
          System.out.println(Library.find("Main") == Main.class);
          System.out.println(Library.find("Nowhere"));
          System.out.println(Library.text("text"));
          System.out.println(Main.class.getClassLoader() == Library.class.getClassLoader());
          ExecutorService threads = Executors.newFixedThreadPool(8);
          CyclicBarrier begin = new CyclicBarrier(8);
          java.util.List<Future<Object>> all = new java.util.ArrayList<>();
          for (int t = 0; t < 8; t++) {
            boolean ofLibrary = t % 2 == 0;
            boolean backwards = t % 4 < 2;
            all.add(threads.submit(() -> {
              begin.await();
              for (int i = 0; i < 100; i++) {
                int number = backwards ? 99 - i : i;
                for (String kind : new String[] {"App", "Lib", "Nowhere"}) {
                  if (ofLibrary) {
                    Library.find(kind + number);
                  } else {
                    try { Class.forName(kind + number); } catch (ClassNotFoundException e) { }
                  }
                }
              }
              return null;
            }));
          }
          for (Future<Object> each : all) {
            each.get();
          }
          System.out.println(Library.find("App7") == App7.class);
          System.exit(0);
        }
      }
      """;

  @TempDir Path folder;

  private Path classes;
  private Path jar;

  @BeforeEach
  void compile() throws IOException {
    List<String> sources = new ArrayList<>(List.of(LIBRARY, MAIN));
    for (int i = 0; i < CLASSES; i++) {
      sources.add("public class Lib" + i + " {}");
      sources.add("public class App" + i + " extends Lib" + i + " {}");
    }
    classes = Files.createDirectories(folder.resolve("classes"));
    jar = folder.resolve("lib.jar");
    try (JarOutputStream library = new JarOutputStream(Files.newOutputStream(jar))) {
      Map<String, byte[]> compiled = Sources.compile(sources.toArray(String[]::new));
      for (Map.Entry<String, byte[]> each : compiled.entrySet()) {
        if (each.getKey().startsWith("Lib")) {
          library.putNextEntry(new ZipEntry(each.getKey()));
          library.write(each.getValue());
        } else {
          Files.write(classes.resolve(each.getKey()), each.getValue());
        }
      }
      library.putNextEntry(new ZipEntry("text"));
      Files.writeString(classes.resolve("text"), "of the app");
    }
  }

  @Test
  void bothSidesFindEachOthersClassesAtTheSameTimeAndEachResourceOnce() throws Exception {
    assertThat(output("LAYERED", "dev.innerloop.launcher.Launcher", classes.toString(), "Main"))
        .containsExactly("true", "null", "[classes/text, lib.jar!/text]", "false", "true");
  }

  @Test
  void directoriesThatTheAgentAddsAreInTheirPlace() throws Exception {
    assertThat(output("ONE", "Main"))
        .containsExactly("true", "null", "[classes/text, lib.jar!/text]", "true", "true");
  }

  /** With the jar alone on the command line, as with an archive. */
  private List<String> output(String layout, String... main) throws Exception {
    String agent =
        String.join(
            File.pathSeparator, "1,stay," + layout + "," + folder.resolve("key"), "0=" + classes);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(
                        System.getProperty("dev.test.java", System.getProperty("java.home")),
                        "bin",
                        "java")
                    .toString(),
                "-javaagent:" + agentJar() + "=" + agent,
                "-cp",
                jar.toString()));
    command.addAll(List.of(main));
    Process java =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(java.getInputStream().readAllBytes(), UTF_8);
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output.lines().toList();
  }

  private Path agentJar() throws IOException {
    Path file = folder.resolve("agent.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "dev.innerloop.agent.Agent");
    manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
    Path compiled =
        Path.of(Agent.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      for (String part : List.of("agent", "launcher", "wire")) {
        try (var files = Files.list(compiled.resolve("dev/innerloop").resolve(part))) {
          for (Path each : files.toList()) {
            out.putNextEntry(new ZipEntry(compiled.relativize(each).toString()));
            out.write(Files.readAllBytes(each));
          }
        }
      }
    }
    return file;
  }
}
