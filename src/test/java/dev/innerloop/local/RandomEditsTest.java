package dev.innerloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.compile.CompileListener;
import dev.innerloop.compile.CompileResult;
import dev.innerloop.compile.Compiler;
import dev.innerloop.content.BlobStore;
import dev.innerloop.content.Inventory;
import dev.innerloop.content.SampleModule;
import dev.innerloop.content.scan.DesiredContent;
import dev.innerloop.project.App;
import dev.innerloop.project.Build;
import dev.innerloop.project.Module;
import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.wire.Launch;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences of edits, through the real compiler, scan, planner, supervisor and agent: after
 * each, the app's response and files equal those of a fresh start of a fresh build. More sequences:
 * {@code -Ddev.test.seeds=20}.
 */
class RandomEditsTest {

  private static final int STEPS = 14;

  private static final String MAIN =
      """
      import com.sun.net.httpserver.HttpServer;
      import java.net.InetSocketAddress;
      public class Main {
        public static void main(String[] args) throws Exception {
          Answer.start();
          HttpServer server =
              HttpServer.create(
                  new InetSocketAddress("127.0.0.1", Integer.getInteger("port")), 0);
          server.createContext("/", exchange -> {
            byte[] answer = Answer.text().getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
          Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
          server.start();
        }
      }
      """;

  @TempDir Path folder;

  private final Journalist told = new Journalist();
  private final HttpClient http = HttpClient.newHttpClient();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("dev.test.seeds", 2));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @Timeout(600)
  void equalsAFreshStartOfAFreshBuild(long seed) throws Exception {
    SampleModule module = new SampleModule(folder, "app");
    module.source("Main.java", MAIN);
    RandomProject project = new RandomProject(new Random(seed));
    BlobStore store = new BlobStore(folder.resolve("store"));
    DesiredContent content = new DesiredContent(store);
    App app = module.app();
    SessionKey key = SessionKey.random();
    int port = freePort();
    Path java = Path.of(System.getProperty("java.home"));
    try (Compiler compiler =
            new Compiler(folder, folder.resolve("staging"), new NoBuild(), new Silent());
        LocalReplicas replicas =
            LocalReplicas.start(
                key, java, Files.createDirectory(folder.resolve("replicas")), line -> {});
        ReplicaSessions sessions =
            new ReplicaSessions(key, store, "anna@desk", false, List.of(told))) {
      sessions.open(replicas);
      List<String> done = new ArrayList<>();
      for (int step = 1; step <= STEPS; step++) {
        done.add(step == 1 ? "start" : project.change());
        project.write(module.sources());
        CompileResult result = compiler.compile(List.of(module.module()), List.of(module.module()));
        if (!project.compiles()) {
          assertThat(result).as("%s", done).isInstanceOf(CompileResult.Failed.class);
          continue;
        }
        assertThat(result).as("%s", done).isInstanceOf(CompileResult.Compiled.class);
        CompileResult.Compiled compiled = (CompileResult.Compiled) result;
        Inventory wanted = content.compiled(app, compiled.whole(), compiled.changed());
        sessions.desire(new Revision(step, wanted, launch(port)));
        String served = told.await("served " + step + " ");
        done.set(step - 1, done.get(step - 1) + " -> " + served);

        Path fresh = freshBuild(module, step);
        assertThat(get(port)).as("seed %d: %s", seed, done).isEqualTo(freshAnswer(fresh));
        assertThat(names(wanted)).as("%s", done).isEqualTo(names(fresh));
      }
      System.out.println("[random edits] seed " + seed + ":\n  " + String.join("\n  ", done));
    }
  }

  private static Launch launch(int port) {
    return Launch.of("Main", List.of("classes"))
        .withJvmOptions(List.of("-Dport=" + port, "-XX:TieredStopAtLevel=1", "-Xshare:auto"))
        .withPort(port);
  }

  private static Path freshBuild(SampleModule module, int step) throws IOException {
    Path parent = module.output().resolveSibling("fresh-" + step);
    SampleModule copy = new SampleModule(parent, "copy");
    try (Stream<Path> sources = Files.list(module.sources())) {
      for (Path source : sources.toList()) {
        copy.source(source.getFileName().toString(), Files.readString(source));
      }
    }
    copy.compileInPlace();
    return copy.output();
  }

  private static String freshAnswer(Path output) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {output.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> answer = Class.forName("Answer", true, loader);
      for (String name : List.of("start", "text")) {
        Method method = answer.getDeclaredMethod(name);
        method.setAccessible(true);
        Object result = method.invoke(null);
        if (result != null) {
          return result.toString();
        }
      }
      throw new AssertionError("no answer");
    }
  }

  private static List<String> names(Inventory inventory) {
    return inventory.files().keySet().stream()
        .map(path -> path.replaceFirst("classes/", ""))
        .sorted()
        .toList();
  }

  private static List<String> names(Path output) throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> output.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private String get(int port) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private static final class Silent implements CompileListener {

    @Override
    public void compiled(Module module, SortedSet<String> sources) {}

    @Override
    public void delegating(Module module, String reason) {
      throw new AssertionError("delegated: " + reason);
    }
  }

  private static final class NoBuild implements Build {

    @Override
    public void processResources(Module module) {}

    @Override
    public void processClasses(Module module) {
      throw new AssertionError("built");
    }
  }
}
