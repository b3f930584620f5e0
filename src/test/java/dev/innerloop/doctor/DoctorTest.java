package dev.innerloop.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.doctor.CheckResult.State;
import dev.innerloop.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DoctorTest {

  private final List<String> told = new ArrayList<>();
  private final Doctor doctor =
      new Doctor(
          (topic, app, finding) ->
              told.add(
                  topic.word()
                      + (app.isEmpty() ? "" : " of " + app)
                      + ": "
                      + finding.state().word()
                      + ": "
                      + finding.what()
                      + (finding.remedy().isEmpty() ? "" : " -> " + finding.remedy())));

  @Test
  void reportsWhyACheckWasSkipped() {
    doctor.examine(check(Topic.KUBECONFIG, "", List.of(), () -> CheckResult.ok("context here")));
    doctor.examine(
        check(
            Topic.API_SERVER,
            "",
            List.of(Topic.KUBECONFIG),
            () -> {
              throw new Problem("It does not answer.", "Start it.");
            }));
    doctor.examine(check(Topic.NAMESPACE, "", List.of(Topic.API_SERVER), DoctorTest::notAsked));
    doctor.examine(check(Topic.QUOTA, "", List.of(Topic.NAMESPACE), DoctorTest::notAsked));
    doctor.examine(
        check(Topic.CLOCK, "", List.of(), () -> CheckResult.warning("5 s behind", "Set it.")));

    assertThat(told)
        .containsExactly(
            "kubeconfig: ok: context here",
            "API server: problem: It does not answer. -> Start it.",
            "namespace: not checked: there is a problem with the API server",
            "quota: not checked: there is a problem with the API server",
            "clock: warning: 5 s behind -> Set it.");
    assertThat(doctor.problems()).containsExactly(Topic.API_SERVER);
    assertThat(doctor.count(State.UNCHECKED)).isEqualTo(2);
    assertThat(doctor.count(State.OK)).isEqualTo(1);
    assertThat(doctor.count(State.WARNING)).isEqualTo(1);
  }

  @Test
  void skippingDependentChecksIsNoProblem() {
    doctor.examine(
        check(
            Topic.KUBECONFIG,
            "",
            List.of(),
            () ->
                CheckResult.okBlocking(
                    "no cluster is configured", "apps would run on this machine")));
    doctor.examine(check(Topic.RIGHTS, "", List.of(Topic.KUBECONFIG), DoctorTest::notAsked));

    assertThat(told)
        .containsExactly(
            "kubeconfig: ok: no cluster is configured",
            "rights: not checked: apps would run on this machine");
    assertThat(doctor.problems()).isEmpty();
  }

  @Test
  void aProblemOfOneAppDoesNotSkipChecksOfOthers() {
    for (String app : List.of("shop", "stock")) {
      doctor.examine(
          check(
              Topic.REGISTRY,
              app,
              List.of(),
              () ->
                  app.equals("shop")
                      ? CheckResult.problem("refused", "Log in.")
                      : CheckResult.ok("taken")));
      doctor.examine(
          check(Topic.PULL, app, List.of(Topic.REGISTRY), () -> CheckResult.ok("as pushed")));
    }

    assertThat(told)
        .containsExactly(
            "registry of shop: problem: refused -> Log in.",
            "pull of shop: not checked: there is a problem with the registry",
            "registry of stock: ok: taken",
            "pull of stock: ok: as pushed");
  }

  @Test
  void aCheckOfAllAppsRequiresEachAppToBeFine() {
    doctor.examine(check(Topic.RESOURCES, "shop", List.of(), () -> CheckResult.ok("right")));
    doctor.examine(
        check(Topic.RESOURCES, "stock", List.of(), () -> CheckResult.problem("wrong", "Mend it.")));
    doctor.examine(check(Topic.QUOTA, "", List.of(Topic.RESOURCES), DoctorTest::notAsked));

    assertThat(told).last().isEqualTo("quota: not checked: there is a problem with the resources");
  }

  private static CheckResult notAsked() {
    throw new AssertionError("was looked at");
  }

  private static Check check(
      Topic topic, String app, List<Topic> needs, Supplier<CheckResult> looking) {
    return new Check() {
      @Override
      public Topic topic() {
        return topic;
      }

      @Override
      public String app() {
        return app;
      }

      @Override
      public List<Topic> needs() {
        return needs;
      }

      @Override
      public CheckResult run() {
        return looking.get();
      }
    };
  }
}
