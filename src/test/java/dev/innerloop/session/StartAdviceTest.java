package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.Apps;
import dev.innerloop.project.App;
import dev.innerloop.project.Endpoints;
import dev.innerloop.project.Framework;
import dev.innerloop.project.SourcedValue;
import dev.innerloop.wire.StartObstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartAdviceTest {

  private static final App APP = Apps.app("shop", 8080, Optional.empty());

  private final List<String> lines = new ArrayList<>();
  private int localPort;
  private final StartAdvice here = advice(true, APP);
  private final StartAdvice inAPod = advice(false, APP);

  @Test
  void namesThePortOnWhichTheAppListensInstead() {
    StartObstacle other = StartObstacle.listeningOn(List.of(7070));

    assertThat(here.waiting(23456, other))
        .isEqualTo(
            "it listens on port 7070, not on 23456: use -Ddev.port=7070 -Ddev.localPort=7071");
    assertThat(inAPod.waiting(8080, other))
        .isEqualTo("it listens on port 7070, not on 8080: use -Ddev.port=7070");
  }

  @Test
  void proposesTheFirstOfSeveralPortsAndALocalPortThatIsNoneOfThem() {
    StartObstacle several = StartObstacle.listeningOn(List.of(7070, 7071));

    assertThat(here.waiting(23456, several))
        .isEqualTo(
            "it listens on ports 7070, 7071, not on 23456: use -Ddev.port=7070"
                + " -Ddev.localPort=7072, or another of them if that is for HTTP");
    assertThat(inAPod.waiting(8080, several))
        .isEqualTo(
            "it listens on ports 7070, 7071, not on 8080: use -Ddev.port=7070, or another of them"
                + " if that is for HTTP");
  }

  @Test
  void doesNotTakeAManagementPortForTheAppsOwn() {
    Endpoints plain = APP.endpoints();
    App managed =
        app(
            new Endpoints(
                plain.port(),
                plain.basePath(),
                Optional.of(new SourcedValue<>(9000, "its configuration")),
                Optional.empty(),
                plain.health(),
                plain.shutdown()));

    assertThat(advice(false, managed).waiting(8080, StartObstacle.listeningOn(List.of(9000))))
        .isEqualTo("it listens on port 9000, not on 8080 yet");
  }

  @Test
  void anAppWithoutAPortMayBeAWorkerUnlessItsPortIsConfigured() {
    StartObstacle none = StartObstacle.listeningOn(List.of());
    App configured = app(Endpoints.at(new SourcedValue<>(8080, "its configuration")));

    assertThat(inAPod.waiting(8080, none))
        .isEqualTo("it listens on no port yet; if it never does: -Ddev.port=0");
    assertThat(here.waiting(8080, none)).isEqualTo("it listens on no port yet");
    assertThat(advice(false, configured).waiting(8080, none))
        .isEqualTo("it listens on no port yet");
  }

  @Test
  void saysWhatTheReadinessPathAnswers() {
    assertThat(inAPod.waiting(8080, StartObstacle.notReady(503)))
        .isEqualTo("it listens on port 8080, but answers the readiness request with status 503");
    assertThat(inAPod.waiting(8080, StartObstacle.notReady(0)))
        .isEqualTo("it listens on port 8080, but does not answer the readiness request");
  }

  @Test
  void saysWhoHasItsPort() {
    assertThat(here.waiting(8080, StartObstacle.portTaken()))
        .isEqualTo("another process listens on port 8080");
    assertThat(here.waiting(8080, StartObstacle.notListening()))
        .isEqualTo("it does not answer on port 8080");
  }

  @Test
  void anAppThatWantsThePortOfTheForwardLeavesItToTheApp() {
    lines.add("java.net.BindException: Address already in use");
    localPort = 8080;

    assertThat(here.crashed())
        .isEqualTo(
            "; if it always listens on port 8080, which this session forwards: use"
                + " -Ddev.localPort=8081");
    assertThat(inAPod.crashed()).isEmpty();

    localPort = 8081;
    assertThat(here.crashed())
        .as("it may also listen on another port than its own")
        .isEqualTo(
            "; if it always listens on port 8081, which this session forwards: use"
                + " -Ddev.localPort=8082");
    assertThat(advice(true, boot()).crashed()).as("its framework was told its port").isEmpty();

    localPort = 8080;
    lines.set(0, "NullPointerException");
    assertThat(here.crashed()).isEmpty();
  }

  @Test
  void anAppThatKeepsRunningWithoutThePortThatItWantsIsNoWorker() {
    lines.add("Caused by: java.net.BindException: Address already in use");
    StartObstacle none = StartObstacle.listeningOn(List.of());

    assertThat(here.waiting(23456, none))
        .isEqualTo(
            "it listens on no port, because another process listens on the one that it wants");
    localPort = 8080;
    assertThat(here.waiting(23456, none))
        .isEqualTo(
            "it listens on no port, because another process listens on the one that it wants; if"
                + " it always listens on port 8080, which this session forwards: use"
                + " -Ddev.localPort=8081");
  }

  @Test
  void anAppListensOnItsPortButNotWhereDevModeConnects() {
    assertThat(inAPod.waiting(8080, StartObstacle.listeningOn(List.of(8080, 9000))))
        .isEqualTo(
            "it listens on port 8080, but not on the loopback address, which dev mode uses: have it"
                + " listen on 0.0.0.0");
  }

  @Test
  void anotherPortOfAnAppWhosePortIsSetMayBeForSomethingElse() {
    assertThat(advice(true, boot()).waiting(23456, StartObstacle.listeningOn(List.of(9123))))
        .isEqualTo(
            "it listens on port 9123, not on 23456 yet; if that is its HTTP port, fixed in its"
                + " code: -Ddev.port=9123 -Ddev.localPort=9124");
  }

  @Test
  void explainsAKillByTheLimitOfMemory() {
    assertThat(inAPod.exited(137, "512Mi"))
        .isEqualTo(
            "the app was killed (exit code 137), usually because its container exceeded its memory"
                + " limit of 512Mi; to raise it: <resources><memory> in the POM");
    assertThat(here.exited(137, "512Mi"))
        .isEqualTo(
            "the app was killed (exit code 137): if you did not do that, this machine ran out of"
                + " memory");
  }

  @Test
  void explainsAFullHeap() {
    lines.add("java.lang.OutOfMemoryError: Java heap space");

    assertThat(inAPod.exited(1, "512Mi"))
        .isEqualTo(
            "the app exited with code 1: its heap is full, which is by default 70 % of the"
                + " container's memory limit of 512Mi; to raise it: <resources><memory> in the"
                + " POM");
    assertThat(here.exited(1, "512Mi"))
        .isEqualTo(
            "the app exited with code 1: its heap is full; to raise its limit:"
                + " -Ddev.jvmOptions=-Xmx2g");
  }

  @Test
  void anExitCodeOfZeroIsNoError() {
    assertThat(inAPod.exited(0, "1Gi")).isEqualTo("the app has completed (exit code 0)");
    assertThat(inAPod.exited(1, "1Gi")).isEqualTo("the app exited with code 1");
  }

  private static App boot() {
    return new App(
        "shop",
        APP.coordinates(),
        "",
        "Main",
        List.of(),
        List.of(),
        17,
        Framework.SPRING_BOOT,
        APP.endpoints());
  }

  private StartAdvice advice(boolean isHere, App app) {
    return new StartAdvice(isHere, () -> app, () -> localPort, () -> lines);
  }

  private static App app(Endpoints endpoints) {
    return new App(
        "shop", APP.coordinates(), "", "Main", List.of(), List.of(), 17, Framework.NONE, endpoints);
  }
}
