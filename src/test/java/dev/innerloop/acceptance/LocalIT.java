package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A machine without any cluster. */
class LocalIT {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofMinutes(2);

  @RegisterExtension final Bench bench = new Bench();
  @RegisterExtension final Bench second = new Bench();
  @RegisterExtension final Bench third = new Bench();

  @ParameterizedTest
  @EnumSource
  void servesEditsAndCtrlCEndsEverything(Example example) {
    ProjectCopy project = bench.copy(example);
    MavenRun session = bench.start(bench.maven(project, "dev:watch"));
    String url = session.events().awaitReady(READY).url();
    assertThat(url).startsWith("http://localhost:");
    assertThat(session.console()).contains("Running on this machine: there is no kubeconfig");
    Http.awaitAnswer(url + example.path(), example.greeting(), SERVED);

    Events redefinition = session.events().fromNow();
    example.editBody(project, "another body");
    Http.awaitAnswer(url + example.path(), "another body", SERVED);
    redefinition.awaitUpdate("redefine", SERVED);

    Events restart = session.events().fromNow();
    example.editStructure(project, "another structure");
    Http.awaitAnswer(url + example.path(), "another structure", SERVED);
    restart.awaitUpdate(example.structureStrategy(), SERVED);

    Events resource = session.events().fromNow();
    example.editResource(project, "and again");
    Http.awaitAnswer(url + example.resourcePath(), "and again", SERVED);
    resource.awaitUpdate("resource", SERVED);

    Events failure = session.events().fromNow();
    String good = project.read(example.source());
    project.replace(example.source(), "another structure\";", "broken\" oops;");
    failure.await("failed compilation", SERVED, Events.Event::isCompilationFailure);
    Http.awaitAnswer(url + example.path(), "another structure", SERVED);
    project.save(example.source(), good);

    Events crash = session.events().fromNow();
    example.editToCrash(project, "crashed on purpose");
    crash.await("crash", SERVED, event -> event.isReplica("crashed"));
    session.awaitConsole("crashed on purpose", SERVED);
    project.save(example.source(), good.replace("another structure", "healed"));
    Http.awaitAnswer(url + example.path(), "healed", SERVED);

    List<ProcessHandle> started = session.descendants();
    assertThat(started).hasSizeGreaterThanOrEqualTo(2);
    session.interrupt();
    assertEnded(started);
  }

  @Test
  void killedMavenTakesTheAppWithIt() {
    ProjectCopy project = bench.copy(Example.HELLO);
    MavenRun session = bench.start(bench.maven(project, "dev:run"));
    session.events().awaitReady(READY);
    List<ProcessHandle> started = session.descendants();
    assertThat(started).hasSizeGreaterThanOrEqualTo(2);

    session.kill();

    assertEnded(started);
  }

  @Test
  void sessionsThatStartTogetherEachServeTheirOwnApp() {
    List<Example> examples = List.of(Example.HELLO, Example.HELLO, Example.SPRING);
    List<Bench> benches = List.of(bench, second, third);
    List<ProjectCopy> projects = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      projects.add(benches.get(i).copy(examples.get(i)));
    }
    List<MavenRun> sessions = new ArrayList<>();
    for (int i = 0; i < projects.size(); i++) {
      sessions.add(benches.get(i).start(benches.get(i).maven(projects.get(i), "dev:watch")));
    }
    List<String> urls =
        sessions.stream().map(it -> it.events().awaitReady(READY).url()).distinct().toList();
    assertThat(urls).hasSize(3);

    for (int i = 0; i < projects.size(); i++) {
      Events events = sessions.get(i).events().fromNow();
      String own = "in the " + i + ". session";
      examples.get(i).editStructure(projects.get(i), own);
      Http.awaitAnswer(urls.get(i) + examples.get(i).path(), own, SERVED);
      events.awaitUpdate(examples.get(i).structureStrategy(), SERVED);
    }
    for (int i = 0; i < projects.size(); i++) {
      String url = urls.get(i) + examples.get(i).path();
      Http.awaitAnswer(url, "in the " + i + ". session", SERVED);
      assertThat(sessions.get(i).console()).doesNotContain("another process");
    }
  }

  private static void assertEnded(List<ProcessHandle> processes) {
    Await.untilAsserted(SERVED, () -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
  }
}
