package dev.innerloop.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.compile.CompileListener;
import dev.innerloop.compile.CompileResult;
import dev.innerloop.compile.Compiler;
import dev.innerloop.content.ContentStore;
import dev.innerloop.content.DesiredContent;
import dev.innerloop.content.Inventory;
import dev.innerloop.content.SampleModule;
import dev.innerloop.project.App;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.ProjectBuild;
import dev.innerloop.replica.Journalist;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.testing.ReservedPort;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.lang.reflect.Method;
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
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An app of random sources that runs behind the real compiler, scan, planner, supervisor and agent.
 */
final class RandomSession implements AutoCloseable {

  private static final int MOST_REPAIRS = 3;

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

  /** What happens to the app or its session next to an update. */
  enum Fault {
    NONE,
    APP_KILLED_BEFORE,
    APP_KILLED,
    APP_SUSPENDED,
    SUPERVISOR_KILLED,
    SESSION_REPLACED,
    RESTARTED
  }

  private final Journalist told = new Journalist();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ReservedPort port = new ReservedPort();
  private final SessionKey key = SessionKey.random();
  private final List<String> done = new ArrayList<>();
  private final SampleModule module;
  private final RandomProject project;
  private final ContentStore store;
  private final DesiredContent content;
  private final App app;
  private final Compiler compiler;
  private final LocalReplicas replicas;
  private ReplicaSessions sessions;
  private int step;

  RandomSession(Path folder, Random random) throws IOException {
    module = new SampleModule(folder, "app");
    module.source("Main.java", MAIN);
    project = new RandomProject(random);
    store = new ContentStore(folder.resolve("store"));
    content = new DesiredContent(store, (file, reason) -> {});
    app = module.app();
    compiler = new Compiler(folder, folder.resolve("staging"), new NoBuild(), new Silent());
    replicas =
        LocalReplicas.start(
            "local",
            key,
            Path.of(System.getProperty("java.home")),
            Files.createDirectory(folder.resolve("replicas")),
            false,
            line -> {});
    open();
  }

  private void open() {
    sessions = new ReplicaSessions(key, store, "anna@desk", false, List.of(told));
    sessions.open(replicas);
  }

  /**
   * Changes sources, and holds what is then served against a fresh start of a fresh build.
   *
   * @return the strategy of the update; or that it does not compile
   */
  String step(Fault fault) throws Exception {
    step++;
    done.add((step == 1 ? "start" : project.change()) + (fault == Fault.NONE ? "" : ", " + fault));
    project.write(module.sources());
    CompileResult result = compiler.compile(List.of(module.module()), List.of(module.module()));
    if (!project.compiles()) {
      assertThat(result).as("%s", done).isInstanceOf(CompileResult.Failed.class);
      return "does not compile";
    }
    assertThat(result).as("%s", done).isInstanceOf(CompileResult.Compiled.class);
    CompileResult.Compiled compiled = (CompileResult.Compiled) result;
    Inventory inventory =
        content.afterCompilation(app, List.of(), compiled.whole(), compiled.changed());
    if (fault == Fault.APP_KILLED_BEFORE) {
      app().ifPresent(ProcessHandle::destroyForcibly);
    }
    Revision wanted = new Revision(step, inventory, launch(port.number()));
    sessions.desire(wanted);
    inflict(fault, wanted);

    Path fresh = freshBuild(module, step);
    String outcome = awaitAnswer(freshAnswer(fresh));
    assertThat(names(inventory)).as("%s", done).isEqualTo(names(fresh));
    return outcome;
  }

  private void inflict(Fault fault, Revision wanted) throws Exception {
    switch (fault) {
      case NONE, APP_KILLED_BEFORE -> {}
      case APP_KILLED -> app().ifPresent(ProcessHandle::destroyForcibly);
      case APP_SUSPENDED -> suspend();
      case SUPERVISOR_KILLED -> replicas.process().destroyForcibly();
      case SESSION_REPLACED -> {
        sessions.close();
        open();
        sessions.desire(wanted);
      }
      case RESTARTED -> sessions.restart();
    }
  }

  private void suspend() throws Exception {
    Optional<ProcessHandle> app = app();
    if (app.isPresent()) {
      signal("STOP", app.get());
      TimeUnit.MILLISECONDS.sleep(200); // the fault itself, and nothing that is waited for
      signal("CONT", app.get());
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid())
        .redirectErrorStream(true)
        .start()
        .waitFor();
  }

  private Optional<ProcessHandle> app() {
    return replicas.process().children().findFirst();
  }

  /** An app that was killed is restarted, as its user would do. */
  private String awaitAnswer(String expected) throws Exception {
    for (int repairs = 0; ; repairs++) {
      String outcome = awaitOutcome();
      done.set(step - 1, done.get(step - 1) + " -> " + outcome);
      if (outcome.startsWith("served")) {
        try {
          assertThat(get(port.number())).as("%s", done).isEqualTo(expected);
          return outcome.split("[ :]")[2];
        } catch (IOException e) {
          assertThat(repairs).as("%s: %s", done, e).isLessThan(MOST_REPAIRS);
          continue; // killed after it served
        }
      }
      assertThat(repairs).as("%s", done).isLessThan(MOST_REPAIRS);
      sessions.restart();
    }
  }

  /** What came of the last update, or became of it since. */
  private String awaitOutcome() throws InterruptedException {
    List<String> heard = new ArrayList<>();
    while (true) {
      try {
        heard.add(told.next());
      } catch (AssertionError e) {
        throw new AssertionError("No outcome of " + done + ", only " + heard, e);
      }
      String line = heard.get(heard.size() - 1);
      if (line.matches("(served|crashed|failed|not ready) " + step + "\\b.*")) {
        return line;
      }
    }
  }

  List<String> done() {
    return done;
  }

  @Override
  public void close() throws IOException {
    sessions.close();
    replicas.close();
    compiler.close();
    port.close();
  }

  private static Launch launch(int port) {
    return Launch.of("Main", List.of("classes"))
        .withLayout(ClassPathLayout.LAYERED)
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
    return inventory.files().keySet().stream().map(WorkspacePath::inOutput).sorted().toList();
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

  private static final class Silent implements CompileListener {

    @Override
    public void compiled(Module module, SortedSet<String> sources) {}

    @Override
    public void delegating(Module module, String reason) {
      throw new AssertionError("delegated: " + reason);
    }
  }

  private static final class NoBuild implements ProjectBuild {

    @Override
    public void processResources(Module module) {}

    @Override
    public void processClasses(Module module) {
      throw new AssertionError("built");
    }
  }
}
