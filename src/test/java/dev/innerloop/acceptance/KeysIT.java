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
  void anUpdateIsAskedForByEnterAndTheRestartThatItNeedsByR() throws IOException {
    MavenRun session =
        bench.start(
            bench
                .maven(project, "dev:watch")
                .set("dev.trigger", "manual")
                .set("dev.reload", "redefine"));
    String url = session.events().awaitReady(READY).url();
    ProcessHandle app = app(session);
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
    Example.HELLO.editStructure(project, "by a new method");
    awaitWaiting(later, 1);
    session.type("");
    String detail =
        later.await("held", SERVED, event -> event.isReplica("deferred")).text("message");
    assertThat(detail)
        .startsWith("update 3 needs a restart: ")
        .endsWith("; to restart it, press r and Enter");
    session.awaitConsole("hello: " + detail, SERVED);
    assertThat(Http.get(url)).isEqualTo("saved first");
    assertThat(app.isAlive()).isTrue();

    session.type("r");

    Http.awaitAnswer(url, "by a new method", SERVED);
    assertThat(later.awaitUpdate("jvm", SERVED).files()).containsExactly("Hello.class");
    assertThat(app.isAlive()).isFalse();
    // Each Enter has brought one update, and nothing else has brought any.
    assertThat(events.all(event -> event.is("compiled"))).hasSize(2);
    assertThat(events.all(event -> event.is("update"))).hasSize(2);
  }

  private static void awaitWaiting(Events events, int saves) {
    events.await(
        saves + " waiting",
        SERVED,
        event -> event.is("changes-pending") && event.json().path("changes").asInt() == saves);
  }

  /** The JVM that runs it: the supervisor's child. */
  private static ProcessHandle app(MavenRun session) {
    List<ProcessHandle> ends =
        session.descendants().stream().filter(it -> it.children().findAny().isEmpty()).toList();
    assertThat(ends).hasSize(1);
    return ends.get(0);
  }
}
