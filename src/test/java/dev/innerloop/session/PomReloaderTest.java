package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.build.PomChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PomReloaderTest {

  private final Module library = TestModules.module("library");
  private final Module shop = TestModules.module("shop");
  private final Module changedShop = TestModules.module("shop", List.of("-parameters"));
  private final FakePoms poms = new FakePoms();
  private final List<Event> events = new ArrayList<>();
  private final OpenFailures failures = new OpenFailures(events::add);
  private final PomReloader reloader =
      new PomReloader(reactor(library, shop), poms, "mvn dev:watch", failures);

  @Test
  void aChangedModuleTakesThePlaceOfTheFormerAndHasToCompile() {
    PomChange.Applicable changed =
        new PomChange.Applicable(reactor(library, changedShop), List.of(changedShop));
    poms.next = changed;

    assertThat(reloader.reload()).contains(changed);

    assertThat(reloader.current(shop)).isEqualTo(changedShop);
    assertThat(reloader.current(library)).isEqualTo(library);
    assertThat(reloader.uncompiled()).containsExactly(changedShop);
  }

  @Test
  void nothingHasToCompileOnceEverythingIs() {
    poms.next = new PomChange.Applicable(reactor(library, changedShop), List.of(changedShop));
    reloader.reload();

    reloader.compiled();

    assertThat(reloader.uncompiled()).isEmpty();
  }

  @Test
  void aModuleThatDidNotCompileStillHasToAfterAnotherChangeOfThePoms() {
    poms.next = new PomChange.Applicable(reactor(library, changedShop), List.of(changedShop));
    reloader.reload();
    Module changedLibrary = TestModules.module("library", List.of("-parameters"));
    poms.next =
        new PomChange.Applicable(reactor(changedLibrary, changedShop), List.of(changedLibrary));

    reloader.reload();

    assertThat(reloader.uncompiled()).containsExactlyInAnyOrder(changedShop, changedLibrary);
  }

  @Test
  void aPomThatCannotBeReadIsReportedAndTheLastOneStaysInForce() {
    poms.failure = "Non-readable POM shop/pom.xml: line 3";

    assertThat(reloader.reload()).isEmpty();
    report();

    assertThat(events)
        .containsExactly(
            Event.Notice.error(
                "The POM cannot be read; the session continues with the last one that could:\n"
                    + "Non-readable POM shop/pom.xml: line 3"));
    assertThat(reloader.reactor().modules()).containsExactly(library, shop);
  }

  @Test
  void aDependencyThatCannotBeResolvedIsNoErrorOfThePom() {
    poms.unresolved = "shop/pom.xml:12:16: cannot resolve a:b:jar:1: it is not in central";

    assertThat(reloader.reload()).isEmpty();
    report();

    assertThat(reloader.isRejected()).isTrue();
    assertThat(events)
        .containsExactly(
            Event.Notice.error(
                "The dependencies cannot be resolved; the session continues with the last ones that"
                    + " could:\n"
                    + "shop/pom.xml:12:16: cannot resolve a:b:jar:1: it is not in central"));
    events.clear();

    reloader.reload();
    report();

    assertThat(events)
        .containsExactly(
            Event.Notice.error("The dependencies still cannot be resolved, for the same reason."));
    events.clear();
    poms.unresolved = "";

    reloader.reload();
    report();

    assertThat(reloader.isRejected()).isFalse();
    assertThat(events).containsExactly(new Event.Notice("The dependencies can be resolved again."));
  }

  @Test
  void aPomThatMavenCannotPlanIsReportedAndTheLastOneStaysInForce() {
    poms.fault =
        new Problem(
            "Maven cannot plan the build of shop: no plugin a:b:2",
            "For details, run: mvn process-classes");

    assertThat(reloader.reload()).isEmpty();
    report();

    assertThat(events)
        .containsExactly(
            Event.Notice.error(
                "The POM cannot be applied; the session continues with the last one that could:\n"
                    + "Maven cannot plan the build of shop: no plugin a:b:2\n"
                    + "For details, run: mvn process-classes"));
    assertThat(reloader.reactor().modules()).containsExactly(library, shop);
    events.clear();
    poms.fault = null;

    reloader.reload();
    report();

    assertThat(events).containsExactly(new Event.Notice("The POM can be applied again."));
  }

  @Test
  void aChangeThatNeedsANewSessionIsReportedWithTheCommand() {
    poms.next = new PomChange.RequiresNewSession("The packaging of shop");

    assertThat(reloader.reload()).isEmpty();
    report();

    assertThat(events)
        .containsExactly(
            Event.Notice.warning(
                "The packaging of shop changed, which needs a new session: press Ctrl-C and type:"
                    + " mvn dev:watch"));
  }

  @Test
  void aChangedCommentIsNoChange() {
    assertThat(reloader.reload()).isEmpty();
    report();
    assertThat(events).isEmpty();
    assertThat(reloader.uncompiled()).isEmpty();
  }

  @Test
  void theFormerPomIsARepair() {
    poms.failure = "Non-readable POM shop/pom.xml: line 3";
    reloader.reload();
    report();
    events.clear();
    poms.failure = "";

    reloader.reload();
    report();

    assertThat(events).containsExactly(new Event.Notice("The POM can be read again."));
  }

  @Test
  void aChangeThatIsTakenBackNeedsNoNewSession() {
    poms.next = new PomChange.RequiresNewSession("The packaging of shop");
    reloader.reload();
    report();
    events.clear();

    reloader.reload();
    report();

    assertThat(events)
        .containsExactly(
            new Event.Notice("The POM is as this session has read it: no new session is needed."));
  }

  private void report() {
    failures.report(true, List.of("shop"));
  }

  private static Reactor reactor(Module... modules) {
    return new Reactor(Path.of(""), List.of(modules), List.of());
  }
}
