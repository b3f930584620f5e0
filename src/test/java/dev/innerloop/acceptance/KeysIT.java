package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is typed into a session. */
class KeysIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);

  @RegisterExtension final Bench bench = new Bench();

  private final ProjectCopy project = bench.copy(Example.HELLO);

  @Test
  void withTheTriggerByHandAllSavesAreOneUpdateAndNoneIsBroughtBeforeEnter() throws IOException {
    MavenRun session = start("dev.trigger", "manual");
    String url = session.events().awaitReady(READY).url();
    Events events = session.events().fromNow();

    Example.HELLO.editBody(project, "saved first");
    awaitWaiting(events, 1);
    Example.HELLO.editResource(project, "saved second");
    awaitWaiting(events, 2);
    session.awaitConsole("2 changes pending: press Enter to update", SERVED);
    assertThat(Http.get(url)).isEqualTo(Example.HELLO.greeting() + "\n");

    session.type("");

    Http.awaitAnswer(url, "saved first", SERVED);
    Http.awaitAnswer(url + Example.HELLO.resourcePath(), "saved second", SERVED);
    Events.Event update = events.await("update", SERVED, event -> event.is("update"));
    assertThat(update.files()).containsExactlyInAnyOrder("Hello.class", "page.html");
    Events later = session.events().fromNow();
    session.type("");
    session.awaitConsole("Nothing has changed since the last update.", SERVED);

    Example.HELLO.editBody(project, "saved third");
    awaitWaiting(later, 1);
    session.type("");
    Http.awaitAnswer(url, "saved third", SERVED);
    // Each Enter has brought one update, and nothing else has brought any.
    assertThat(events.all(event -> event.is("compiled"))).hasSize(2);
    later.awaitUpdate("redefine", SERVED);
    assertThat(events.all(event -> event.is("update"))).hasSize(2);
  }

  @Test
  void aHeldChangeIsTakenByItsKey() throws IOException {
    MavenRun session = start("dev.reload", "redefine");
    String url = session.events().awaitReady(READY).url();
    ProcessHandle app = app(session);

    Events held = session.events().fromNow();
    Example.HELLO.editStructure(project, "by a new method");
    String detail = held.await("held", SERVED, event -> event.isReplica("held")).text("detail");
    assertThat(detail)
        .startsWith("update 2 needs a restart: ")
        .endsWith("; to restart it, press r and Enter");
    session.awaitConsole("hello: " + detail, SERVED);
    assertThat(Http.get(url)).isEqualTo(Example.HELLO.greeting() + "\n");
    assertThat(app.isAlive()).isTrue();

    session.type("r");

    Http.awaitAnswer(url, "by a new method", SERVED);
    Events.Event update = held.awaitUpdate("jvm", SERVED);
    assertThat(update.files()).containsExactly("Hello.class");
    assertThat(app.isAlive()).isFalse();

    session.endInput();
    Example.HELLO.editStructure(project, "by another method");
    session.awaitConsole(
        "; to restart it, end this with Ctrl-C and type: mvn dev:watch -Ddev.reload=auto", SERVED);
    session.interrupt();

    MavenRun successor = bench.start(bench.maven(project, "dev:watch", "-Ddev.reload=auto"));
    Http.awaitAnswer(successor.events().awaitReady(READY).url(), "by another method", SERVED);
  }

  private MavenRun start(String property, String value) {
    return bench.start(bench.maven(project, "dev:watch").set(property, value));
  }

  private static void awaitWaiting(Events events, int saves) {
    events.await(
        saves + " waiting",
        SERVED,
        event -> event.is("changes-wait") && event.json().path("saves").asInt() == saves);
  }

  /** The JVM that runs it: the supervisor's child. */
  private static ProcessHandle app(MavenRun session) {
    List<ProcessHandle> ends =
        session.descendants().stream().filter(it -> it.children().findAny().isEmpty()).toList();
    assertThat(ends).hasSize(1);
    return ends.get(0);
  }
}
