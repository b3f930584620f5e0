package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import dev.innerloop.testing.JvmInspection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Apps on frameworks that are ended and started inside their JVM, under {@code dev:watch}. */
class InJvmRestartIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);
  private static final int RESTARTS = 12;

  /**
   * The present one; caches hold the last few softly, until they have not been used for a while.
   */
  private static final long LOADERS = 7;

  private static final String SOURCE = "src/main/java/org/acme/greetings/GreetingController.java";
  private static final Pattern GREETING = Pattern.compile("\"Hello from [^\"]*\"");
  private static final Pattern PORT = Pattern.compile("-D(?:micronaut\\.)?server\\.port=(\\d+)");

  @RegisterExtension final Bench bench = new Bench();

  private ProjectCopy project;
  private String original;
  private MavenRun session;
  private String url;

  @ParameterizedTest
  @EnumSource
  void aMethodBodyIsRedefinedAndANewMethodRestartsInTheSameJvmOverAndOver(Kind tested)
      throws Exception {
    watch(tested);
    long pid = app().pid();
    assertThat(hits()).isEqualTo("1");
    assertThat(hits()).as("state of requests").isEqualTo("2");

    save(original.replaceFirst("Hello from", "Welcome to"), "Welcome to", "redefine");
    assertThat(hits()).as("state of requests stays over a redefinition").isEqualTo("3");

    saveWithNewMethod(1);
    assertThat(app().pid()).isEqualTo(pid);
    assertThat(hits()).as("state of the former run").isEqualTo("1");
    JvmInspection jvm = new JvmInspection(pid);
    saveWithNewMethod(2);
    String[] threads = jvm.threads();

    for (int version = 3; version <= RESTARTS; version++) {
      saveWithNewMethod(version);
    }

    assertThat(app().pid()).as("the same JVM").isEqualTo(pid);
    assertThat(jvm.threads()).hasSizeLessThanOrEqualTo(threads.length);
    Await.untilAsserted(SERVED, () -> assertThat(jvm.appLoaders()).isBetween(1L, LOADERS));
  }

  @Test
  void anOpenStreamDoesNotHoldUpARestart() throws Exception {
    watch(Kind.SPRING);
    long pid = app().pid();
    Matcher port = PORT.matcher(app().info().commandLine().orElseThrow());
    assertThat(port.find()).isTrue();
    CountDownLatch streaming = new CountDownLatch(3);
    // Past the forward, which would end it: as from another app.
    HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/events"))
                .build(),
            HttpResponse.BodyHandlers.ofLines())
        .thenAcceptAsync(response -> response.body().forEach(line -> streaming.countDown()));
    assertThat(streaming.await(20, TimeUnit.SECONDS)).isTrue();

    saveWithNewMethod(1);

    assertThat(app().pid()).isEqualTo(pid);
  }

  /** It asks for the main class of the app by its name, with the loader of the libraries. */
  @Test
  void anAppOnSpringBoot2RestartsInTheSameJvm() {
    project = bench.copy(Kind.SPRING.folder);
    project.edit(
        "pom.xml",
        pom -> pom.replace("4.0.9", "2.7.18").replace("boot-starter-webmvc", "boot-starter-web"));
    watch();
    long pid = app().pid();

    saveWithNewMethod(1);
    saveWithNewMethod(2);

    assertThat(app().pid()).isEqualTo(pid);
  }

  private void watch(Kind tested) {
    project = bench.copy(tested.folder);
    watch();
  }

  private void watch() {
    original = project.read(SOURCE);
    session = bench.start(bench.maven(project, "dev:watch"));
    url = session.events().awaitReady(READY).url();
    Http.awaitAnswer(url + "/text", "Hello from", SERVED);
  }

  /** Another method each time: one is new, one is gone. */
  private void saveWithNewMethod(int version) {
    String called = GREETING.matcher(original).replaceFirst("greeting" + version + "()");
    String added = "\n  static String greeting%1$d() {\n    return \"version %1$d\";\n  }\n}\n";
    save(
        called.substring(0, called.lastIndexOf('}')) + added.formatted(version),
        "version " + version,
        "restart");
  }

  private void save(String text, String answer, String strategy) {
    Events events = session.events().fromNow();
    project.save(SOURCE, text);
    Events.Event update = events.await("update", SERVED, event -> event.is("update"));
    assertThat(update.text("strategy")).as(update.toString()).isEqualTo(strategy);
    Http.awaitAnswer(url + "/text", answer, SERVED);
  }

  private String hits() throws IOException {
    return Http.get(url + "/hits");
  }

  private ProcessHandle app() {
    return session.descendants().stream()
        .filter(each -> each.info().commandLine().orElse("").contains("-javaagent:"))
        .findFirst()
        .orElseThrow();
  }

  /** What an app is made with. */
  enum Kind {
    SPRING("web"),
    REACTIVE("reactive"),
    MICRONAUT("micronaut");

    private final Path folder;

    Kind(String folder) {
      this.folder = Path.of("src/it/apps", folder);
    }
  }
}
