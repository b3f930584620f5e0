package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import dev.innerloop.testing.ReservedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session on a project of some shape, held against a fresh build after each edit. */
final class FidelityCase implements AutoCloseable {

  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration DELIVERED = Duration.ofSeconds(40);
  private static final Pattern WORKSPACE = Pattern.compile("-javaagent:(.*)/\\.dev/dev\\.jar=.*");
  private static final Set<String> COMPARED = Set.of("classes/", "modules/", "lib/");

  /** How many edits have their answer compared, too: each needs a JVM. */
  private static final int ANSWERS = 4;

  private final Bench bench;
  private final Shape shape;
  private final Random random;
  private final ProjectCopy project;
  private final FreshBuild fresh;
  private final ReservedPort port = new ReservedPort();
  private final List<String> done = new ArrayList<>();
  private final Set<String> masked;
  private MavenRun session;
  private Path workspace;
  private String url;

  /** What was delivered last: of a tree that builds. */
  private DirectoryContent last;

  private boolean isBroken;

  FidelityCase(Bench bench, WarmMaven maven, Shape shape, Random random) {
    this.bench = bench;
    this.shape = shape;
    this.random = random;
    this.project = bench.project(shape.files());
    GitRepository.create(project.folder());
    this.fresh = new FreshBuild(maven, bench, project, shape.app());
    this.masked = fresh.unstable();
  }

  /** Starts the session; in half of the cases, something is saved while Maven starts. */
  void start() throws IOException {
    session =
        bench.start(
            bench
                .maven(
                    project,
                    "dev.innerloop:dev-maven-plugin:" + System.getProperty("it.version") + ":watch")
                .set("dev.localPort", port.number()));
    if (random.nextBoolean()) {
      session.awaitConsole("--- compiler:", READY);
      perform(" while Maven starts");
    }
    url = session.events().awaitReady(READY).url();
    workspace = workspace(session);
    Optional<FreshBuild.Built> build = fresh.build();
    if (build.isEmpty()) {
      throw new AssertionError("a shape must not begin with an edit that does not compile");
    }
    try (FreshBuild.Built built = build.get()) {
      last = built.content();
      assertDelivered();
      assertAnswers(built);
    }
  }

  /** One edit: its effect is that of a fresh build, and it was reported with a reason. */
  void edit() throws IOException {
    Events events = session.events().fromNow();
    ShapeEdit edit = perform("");
    Optional<FreshBuild.Built> build = fresh.build();
    if (build.isEmpty()) {
      if (!isBroken) {
        events.await("failure after " + this, DELIVERED, Events.Event::isFailure);
      }
      isBroken = true;
      assertClassesAsBefore(); // what else is saved may be live
      return;
    }
    boolean wasBroken = isBroken; // then what was saved before may be reported only now
    isBroken = false;
    try (FreshBuild.Built built = build.get()) {
      DirectoryContent content = built.content();
      if (!content.differences(last, masked).isEmpty()) {
        last = content;
        Events.Event update =
            events.await("update after " + this, DELIVERED, event -> event.is("update"));
        assertThat(update.text("reason")).as("the reason of %s", update).isNotBlank();
      }
      assertDelivered();
      if (edit.atOnce() && !wasBroken) {
        assertThat(events.all(Events.Event::isFailure)).as("errors after %s", this).isEmpty();
        assertThat(events.all(event -> event.is("update")))
            .as("updates after %s\n%s", this, session.tail())
            .hasSizeLessThanOrEqualTo(1);
      }
      if (random.nextInt(ANSWERS) == 0) {
        assertAnswers(built);
      }
    }
  }

  private ShapeEdit perform(String when) throws IOException {
    List<ShapeEdit> possible =
        shape.edits().stream().filter(each -> when.isEmpty() || !each.mayBreak()).toList();
    ShapeEdit edit = possible.get(random.nextInt(possible.size()));
    done.add(edit + when);
    edit.action().perform(project, random);
    return edit;
  }

  private void assertDelivered() {
    Await.untilAsserted(
        DELIVERED,
        () ->
            assertThat(last.differences(delivered(), masked))
                .as("after %s\n%s", this, session.tail())
                .isEmpty());
  }

  /** Nothing of a tree that does not compile is delivered. */
  private void assertClassesAsBefore() {
    assertThat(last.classes().differences(delivered().classes(), masked))
        .as("classes after %s\n%s", this, session.tail())
        .isEmpty();
  }

  private DirectoryContent delivered() {
    return DirectoryContent.of(workspace).below(COMPARED);
  }

  private void assertAnswers(FreshBuild.Built built) {
    try (StartedApp app = started(built)) {
      String expected = app.answer();
      Await.untilAsserted(
          DELIVERED,
          () ->
              assertThat(Http.get(url))
                  .as("the answer after %s\n%s", this, session.tail())
                  .isEqualTo(expected));
    }
  }

  private StartedApp started(FreshBuild.Built built) {
    return shape.isPackaged()
        ? StartedApp.start(built.app(), fresh.jar(built), built.arguments())
        : StartedApp.start(built.app(), built.classPath(), shape.mainClass(), built.arguments());
  }

  /** Of the app's JVM, which its supervisor has started. */
  static Path workspace(MavenRun session) {
    return session.descendants().stream()
        .flatMap(process -> arguments(process).stream())
        .map(WORKSPACE::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Path.of(matcher.group(1)))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow();
  }

  /** {@link ProcessHandle.Info} has none where they are longer than a page. */
  private static List<String> arguments(ProcessHandle process) {
    try {
      return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).split("\0"));
    } catch (IOException e) {
      return process.info().arguments().map(List::of).orElse(List.of());
    }
  }

  @Override
  public void close() {
    port.close();
  }

  @Override
  public String toString() {
    return shape + ", masked " + masked + ": " + String.join(", ", done);
  }
}
