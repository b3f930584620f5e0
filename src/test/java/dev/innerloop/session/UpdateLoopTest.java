package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import dev.innerloop.content.watch.Change;
import dev.innerloop.content.watch.Change.Kind;
import dev.innerloop.event.Event;
import dev.innerloop.event.Event.ReplicaChanged.State;
import dev.innerloop.forward.gate.Admission;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Module;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.build.PomChange;
import dev.innerloop.replica.SocketSupervisor;
import dev.innerloop.request.AppRequest;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.StartObstacle;
import dev.innerloop.wire.UpdateOutcome;
import dev.innerloop.wire.WorkspacePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** From a saved file to the replica that serves it. */
class UpdateLoopTest extends LoopTestCase {

  private static final WorkspacePath CART = WorkspacePath.of("classes/Cart.class");

  @Test
  void theFirstRevisionIsWhatTheBuildHasLeft() throws Exception {
    start();

    SocketSupervisor.Delivered first = replica.awaitDelivery();

    assertThat(first.begin().revision()).isEqualTo(1);
    assertThat(first.commit().strategy()).isEqualTo(ReloadStrategy.JVM);
    assertThat(first.commit().reason()).isEqualTo("first start");
    assertThat(replica.files()).containsOnlyKeys(CART);
    assertThat(awaitUpdate(1).files()).isEmpty();
  }

  @Test
  void aSavedMethodIsCompiledAndDelivered() throws Exception {
    startServing();

    saveBody(2);

    SocketSupervisor.Delivered delivered = replica.awaitDelivery();
    assertThat(delivered.begin().revision()).isEqualTo(2);
    assertThat(delivered.commit().strategy()).isEqualTo(ReloadStrategy.REDEFINE);
    Event.Update update = awaitUpdate(2);
    assertThat(update.files()).containsExactly("classes/Cart.class");
    assertThat(update.replicas())
        .extracting(Event.Update.ReplicaUpdate::replica)
        .containsExactly("shop-1");
  }

  @Test
  void aRequestThatIsSentAfterASaveIsAnsweredByIt() throws Exception {
    startServing();
    inbox.detected(module, Kind.SOURCES);
    CompletableFuture<Admission> request = request();

    saveBody(2);

    assertThat(revisionOf(request)).isEqualTo(2);
  }

  @Test
  void whatDoesNotCompileIsNotDeliveredAndReleasesRequestsToTheFormerRevision() throws Exception {
    startServing();

    save("class Cart { int n }");

    assertThat(await(Event.CompilationFailed.class).diagnostics()).hasSize(1);
    assertThat(revisionOf(request())).isEqualTo(1);
    assertThat(replica.isIdle()).isTrue();
  }

  @Test
  void theFormerTextIsReportedAsARepair() throws Exception {
    startServing();
    String former = Files.readString(cart);
    save("class Cart { int n }");
    await(Event.CompilationFailed.class);

    save(former);

    assertThat(awaitNotice("shop: ")).isEqualTo("shop: compiles again; replicas are up to date");
    assertThat(replica.isIdle()).isTrue();
  }

  @Test
  void anErrorOfAHalfFinishedStateIsNotReported() throws Exception {
    startServing();
    CountDownLatch processed = new CountDownLatch(1);
    maven.resources = processed::countDown;
    Path price =
        shop.source("Price.java", "class Price { int cents() { return new Cart().m(); } }");
    Path page = shop.resource("page.html", "<p>");
    inbox.detected(module, Kind.RESOURCES);
    inbox.changed(new Change(module, Kind.SOURCES, Set.of(price)));
    inbox.detected(module, Kind.SOURCES);
    inbox.changed(new Change(module, Kind.RESOURCES, Set.of(page)));
    assertThat(processed.await(20, TimeUnit.SECONDS)).as("after the sources").isTrue();

    save("class Cart { int n() { return 1; } int m() { return 2; } }");

    List<Event> reported = new ArrayList<>();
    do {
      reported.add(events.poll(20, TimeUnit.SECONDS));
    } while (!(reported.get(reported.size() - 1) instanceof Event.Update update)
        || !update.files().contains("classes/Price.class"));
    assertThat(reported).noneMatch(Event.CompilationFailed.class::isInstance);
    assertThat(replica.files()).containsKeys(CART, WorkspacePath.of("classes/Price.class"));
  }

  @Test
  void invalidSettingsAreReportedOnceAndTheLastValidOnesAreKept() throws Exception {
    startServing();
    Path env = module.basedir().resolve(".env");
    Function<App, AppRequest> valid = requestOf;
    requestOf =
        app -> {
          throw new Problem(".env:3: the quote is not closed.", "Close it.");
        };
    inbox.changed(new Change(module, Kind.MANIFESTS, Set.of(env)));
    assertThat(awaitNotice(".env:3"))
        .isEqualTo(
            ".env:3: the quote is not closed.\nClose it.\n"
                + "shop keeps the settings and variables that were valid last.");
    assertThat(running.redeployed).isEmpty();

    requestOf = valid;
    inbox.changed(new Change(module, Kind.MANIFESTS, Set.of(env)));

    assertThat(awaitNotice("The settings")).isEqualTo("The settings of shop are valid again.");
    assertThat(running.redeployed.poll(20, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aRepairThatChangesSomethingIsAnUpdate() throws Exception {
    startServing();
    save("class Cart { int n }");
    await(Event.CompilationFailed.class);

    saveBody(3);

    assertThat(awaitUpdate(2).files()).containsExactly("classes/Cart.class");
  }

  @Test
  void aSaveThatChangesNothingReleasesRequests() throws Exception {
    startServing();

    save(Files.readString(cart));

    assertThat(awaitNotice("Cart.java"))
        .isEqualTo("Cart.java saved without an effect: nothing to update");
    assertThat(revisionOf(request())).isEqualTo(1);
    assertThat(replica.isIdle()).isTrue();
  }

  @Test
  void aFileThatWasBuiltIsKnownUntilItsContentChanges() throws Exception {
    startServing();
    assertThat(saved.isUnchanged(cart)).as("never saved").isFalse();
    saveBody(2);
    awaitUpdate(2);
    assertThat(saved.isUnchanged(cart)).isTrue();

    SampleModule.replace(cart, Files.readString(cart));
    assertThat(saved.isUnchanged(cart)).as("saved without a change").isTrue();
    SampleModule.replace(cart, "class Cart { int n() { return 3; } }");
    assertThat(saved.isUnchanged(cart)).isFalse();
  }

  @Test
  void aSourceThatDoesNotCompileHasNoLineOfItsOwnForASaveWithoutAnEffect() throws Exception {
    startServing();
    save("class Cart { int n }");
    await(Event.CompilationFailed.class);

    save("class Cart { int n }");

    assertThat(awaitNotice("")).startsWith("Still does not compile: ");
  }

  @Test
  void aSaveThatIsReportedWhileAnotherIsDeliveredIsDeliveredToo() throws Exception {
    startServing();

    saveBody(2);
    saveBody(3);
    saveBody(4);

    long last = 0;
    do {
      last = await(Event.Update.class).revision();
    } while (!replica.isIdle() && last < 2);
    assertThat(revisionOf(request())).isGreaterThanOrEqualTo(2);
  }

  @Test
  void whatAnotherProgramWroteIsDelivered() throws Exception {
    startServing();
    Path written = SampleModule.write(shop.output().resolve("page.html"), "<p>");

    inbox.changed(new Change(module, Kind.OUTPUT, Set.of(written)));

    replica.awaitDelivery();
    assertThat(replica.files()).containsKey(WorkspacePath.of("classes/page.html"));
    assertThat(awaitUpdate(2).files()).containsExactly("classes/page.html");
  }

  @Test
  void aCrashIsReportedAndRefusesRequests() throws Exception {
    startServing();
    replica.answerNext(UpdateOutcome.Kind.CRASHED);

    saveBody(2);

    assertThat(awaitReplica(State.CRASHED).message()).isEqualTo("the app exited with code 3");
    assertThat(request().get())
        .isEqualTo(
            new Admission.Refused("The app crashed in shop-1: it exited with code 3.", true));
  }

  @Test
  void theNextSaveAfterACrashStartsTheAppAgain() throws Exception {
    startServing();
    replica.answerNext(UpdateOutcome.Kind.CRASHED);
    saveBody(2);
    awaitReplica(State.CRASHED);
    replica.awaitDelivery();

    saveBody(3);

    SocketSupervisor.Delivered delivered = replica.awaitDelivery();
    assertThat(delivered.commit().strategy()).isEqualTo(ReloadStrategy.JVM);
    assertThat(revisionOf(request())).isEqualTo(3);
  }

  @Test
  void anAppThatCrashesByItselfIsReported() throws Exception {
    startServing();

    replica.crash();

    assertThat(awaitReplica(State.CRASHED).message()).isEqualTo("the app exited with code 3");
  }

  @Test
  void anUpdateThatFailsInTheReplicaIsReportedAndTriedAgain() throws Exception {
    startServing();
    replica.answerNext(UpdateOutcome.Kind.FAILED);

    saveBody(2);

    awaitReplica(State.FAILED);
    replica.awaitDelivery();
    assertThat(replica.awaitDelivery().begin().revision()).isEqualTo(2);
    assertThat(awaitUpdate(2).files()).containsExactly("classes/Cart.class");
    assertThat(revisionOf(request())).isEqualTo(2);
  }

  @Test
  void anAppThatDoesNotBecomeReadyIsReported() throws Exception {
    startServing();
    replica.answerNext(UpdateOutcome.Kind.NOT_READY);

    saveBody(2);

    assertThat(awaitReplica(State.FAILED).message())
        .isEqualTo("the app runs but does not answer on port 0");
  }

  @Test
  void anAppWhosePortIsTakenIsStartedAtAnotherOne() throws Exception {
    running.launch = running.launch.withPort(8080);
    running.otherPort = 8081;
    startServing();
    replica.waitNext(StartObstacle.portTaken());
    replica.answerNext(UpdateOutcome.Kind.FAILED);

    saveBody(2);

    assertThat(replica.awaitDelivery().begin().revision()).isEqualTo(2);
    SocketSupervisor.Delivered moved = replica.awaitDelivery();
    assertThat(awaitNotice("shop is started"))
        .isEqualTo("shop is started at port 8081: another process listens on 8080");
    assertThat(moved.commit().launch().port()).isEqualTo(8081);
    assertThat(moved.commit().launch().jvmOptions()).containsExactly("-Dport=8081");
    awaitUpdate(3);
    assertThat(ports.replicaPort()).isEqualTo(8081);
  }

  @Test
  void pressingRestartTwiceWhileTheAppStartsServesRequestsAgain() throws Exception {
    startServing();
    replica.answerNext(UpdateOutcome.Kind.SUPERSEDED);

    inbox.post(new SessionSignal.Restart());
    inbox.post(new SessionSignal.Restart());

    assertThat(replica.awaitDelivery().commit().reason()).isEqualTo("asked for");
    awaitUpdate(1);
    assertThat(revisionOf(request())).isEqualTo(1);
  }

  @Test
  void aReplicaThatAppearsLaterGetsTheNewestRevision() throws Exception {
    startServing();
    saveBody(2);
    replica.awaitDelivery();
    awaitUpdate(2);

    try (SocketSupervisor second = new SocketSupervisor("shop-2")) {
      running.appear(second);

      assertThat(second.awaitDelivery().begin().revision()).isEqualTo(2);
      assertThat(second.files()).isEqualTo(replica.files());
      running.disappear(second);
    }
  }

  @Test
  void anUpdateIsReportedOnceAllReplicasServeIt() throws Exception {
    startServing();
    try (SocketSupervisor second = new SocketSupervisor("shop-2")) {
      running.appear(second);
      second.awaitDelivery();
      awaitReplica(State.SERVING);
      saveBody(2);

      assertThat(awaitUpdate(2).replicas())
          .extracting(Event.Update.ReplicaUpdate::replica)
          .containsExactlyInAnyOrder("shop-1", "shop-2");
      running.disappear(second);
    }
  }

  @Test
  void aBrokenConnectionIsMadeAgainWithoutAnotherDelivery() throws Exception {
    startServing();

    replica.disconnect();
    awaitReplica(State.ATTACHED);

    saveBody(2);
    assertThat(replica.awaitDelivery().begin().revision()).isEqualTo(2);
  }

  @Test
  void aChangedPomIsAdoptedAndAnotherLaunchStartsANewJvm() throws Exception {
    startServing();
    running.launch = Launch.of("Other", List.of("classes"));
    Module changed = withParameters();
    poms.next =
        new PomChange.Applicable(
            new Reactor(folder, List.of(changed), List.of(shop.app())), List.of(changed));

    inbox.changed(new Change(module, Kind.POM, Set.of(module.pom())));

    SocketSupervisor.Delivered delivered = replica.awaitDelivery();
    assertThat(delivered.commit().strategy()).isEqualTo(ReloadStrategy.JVM);
    assertThat(delivered.commit().reason()).isEqualTo("main class Main → Other");
    assertThat(running.redeployed.poll(20, TimeUnit.SECONDS)).as("its resources too").isNotNull();
  }

  @Test
  void changedManifestsAreAppliedAndReported() throws Exception {
    startServing();
    running.change =
        Optional.of(new DeployedApp.Change("metadata.labels.tier added", false, false));
    Path service = module.basedir().resolve("src/main/kubernetes/service.yml");

    inbox.changed(new Change(module, Kind.MANIFESTS, Set.of(service)));

    Event.Update update = awaitUpdate(2);
    assertThat(update.reason()).isEqualTo("metadata.labels.tier added");
    assertThat(update.files()).containsExactly("src/main/kubernetes/service.yml");
    assertThat(replica.isIdle()).isTrue();
  }

  @Test
  void refusedManifestsAreReportedAndTheSessionGoesOn() throws Exception {
    startServing();
    running.refusal = new Problem("spec.ports is invalid.", "Fix it.");

    inbox.changed(new Change(module, Kind.MANIFESTS, Set.of()));

    assertThat(awaitNotice("spec.ports")).isEqualTo("spec.ports is invalid.\nFix it.");
    saveBody(2);
    awaitUpdate(2);
  }

  @Test
  void anErrorOfTheJvmIsReportedAndTheSessionGoesOn() throws Exception {
    startServing();
    poms.fault = new StackOverflowError();

    inbox.changed(new Change(module, Kind.POM, Set.of(module.pom())));

    assertThat(awaitNotice("The update failed because of an internal error: "))
        .contains("java.lang.StackOverflowError");
    saveBody(2);
    awaitUpdate(2);
  }

  @Test
  void anInternalErrorIsReportedAndTheSessionGoesOn() throws Exception {
    startServing();
    poms.fault = new IllegalStateException("never thought of");

    inbox.changed(new Change(module, Kind.POM, Set.of(module.pom())));

    String notice = awaitNotice("The update failed because of an internal error: ");
    assertThat(notice)
        .contains("java.lang.IllegalStateException: never thought of")
        .endsWith(
            "The replicas keep their last version. Save again to retry; if it fails again, please"
                + " report it with the output of -X.");
    assertThat(revisionOf(request())).isEqualTo(1);
    saveBody(2);
    awaitUpdate(2);
  }

  @Test
  void anotherEnvironmentStartsTheAppAgainWithoutAnotherPod() throws Exception {
    startServing();
    running.launch =
        running.launch.withEnvironment(
            dev.innerloop.wire.AppEnvironment.of(java.util.Map.of("COLOR", "blue")));

    inbox.changed(new Change(module, Kind.MANIFESTS, Set.of(folder.resolve(".env"))));

    SocketSupervisor.Delivered delivered = replica.awaitDelivery();
    assertThat(delivered.commit().strategy()).isEqualTo(ReloadStrategy.JVM);
    assertThat(awaitUpdate(2).reason()).contains("environment");
  }

  private Module withParameters() {
    return shop.compiledWith("-g", "--release", "17", "-parameters");
  }
}
