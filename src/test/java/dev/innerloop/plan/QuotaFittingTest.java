package dev.innerloop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.cluster.FakeApi;
import dev.innerloop.cluster.discovery.ClusterFacts;
import dev.innerloop.cluster.discovery.RemainingQuota;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.TestRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Quotas as the API server tells them, and what is generated. */
class QuotaFittingTest {

  private static final String TEAM = "GET /api/v1/namespaces/team/";
  private static final ContainerSettings.Resources AS_USUAL = ContainerSettings.Resources.NONE;

  @RegisterExtension final FakeApi api = new FakeApi();

  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void nothingIsThere() {
    list("pods", "");
    list("limitranges", "");
  }

  @Test
  void whatFitsStaysAsUsual() {
    quota("", "\"limits.memory\":\"1Gi\",\"pods\":\"1\",\"services\":\"0\"", "\"pods\":\"0\"");

    assertThat(fit(app("shop"))).isEqualTo(AS_USUAL);
    assertThat(told).isEmpty();
  }

  @Test
  void memoryAndCpuAreLoweredToWhatIsLeft() {
    quota(
        "",
        "\"limits.memory\":\"2Gi\",\"requests.cpu\":\"1\"",
        "\"limits.memory\":\"1280Mi\",\"requests.cpu\":\"960m\"");

    assertThat(fit(app("shop"))).isEqualTo(resources("768Mi", "40m", null));
    assertThat(told)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("Quota q has 768Mi of 2048Mi limits.memory left; wanted: 1024Mi")
                    .contains("Quota q has 0.04 of 1 requests.cpu left; wanted: 0.1")
                    .endsWith(
                        ". So containers get memory 768Mi, cpu 40m, unless <resources> in the POM"
                            + " sets others."));
  }

  @Test
  void theAppsOfABuildGiveWayByTheSame() {
    quota("", "\"memory\":\"1536Mi\"", "");

    assertThat(fit(app("shop"), app("stock"))).isEqualTo(resources("768Mi", null, null));
  }

  @Test
  void whatThePomSaysIsNotLowered() {
    quota("", "\"limits.memory\":\"1536Mi\"", "");
    AppRequest given = app("shop").withDefaultResources(resources("1Gi", null, null));

    assertThat(fit(given, app("stock"))).isEqualTo(resources("512Mi", null, null));
    assertThat(given.withDefaultResources(resources("512Mi", null, null))).isEqualTo(given);
    assertThat(refusal(() -> fit(given, given))).contains("limits.memory left; wanted: 2048Mi");
  }

  @Test
  void aLimitOfCpuThatAQuotaWantsIsSaid() {
    quota("", "\"limits.cpu\":\"4\"", "\"limits.cpu\":\"2500m\"");
    assertThat(fit(app("shop"))).isEqualTo(resources(null, null, "1500m"));
    assertThat(refusal(() -> fitting(app("shop")).require(List.of(app("shop")))))
        .contains("Quota q has 1.5 of 4 limits.cpu left, and requires each container to set its");

    list(
        "limitranges",
        "{\"spec\":{\"limits\":[{\"type\":\"Container\",\"default\":{\"cpu\":1}}]}}");
    assertThat(fit(app("shop"))).isEqualTo(AS_USUAL);
  }

  @Test
  void podsOfTheAppAreReplacedAndSoLeaveTheirPart() {
    quota(
        "", "\"limits.memory\":\"1Gi\",\"pods\":\"1\"", "\"limits.memory\":\"1Gi\",\"pods\":\"1\"");
    list(
        "pods",
        "{\"metadata\":{\"name\":\"shop-1\"},\"spec\":{\"containers\":[{\"name\":\"shop\","
            + "\"resources\":{\"limits\":{\"memory\":\"1Gi\"}}}]},\"status\":{\"phase\":\"Running\"}}");

    assertThat(fit(app("shop"))).isEqualTo(AS_USUAL);
  }

  @Test
  void aQuotaForOtherPodsDoesNotCount() {
    quota("\"scopes\":[\"BestEffort\"]", "\"pods\":\"0\"", "");
    assertThat(room("shop")).isEmpty();
  }

  @Test
  void aQuotaThatWasJustMadeCountsByWhatItIsToBe() {
    list(
        "resourcequotas",
        "{\"metadata\":{\"name\":\"q\"},\"spec\":{\"hard\":{\"memory\":\"512Mi\"}},\"status\":{}}");

    assertThat(fit(app("shop"))).isEqualTo(resources("512Mi", null, null));
  }

  @Test
  void whatCannotRunIsRefusedWithWhatIsWantedAndWhatIsLeft() {
    quota("", "\"pods\":\"0\"", "");

    Problem problem = catchThrowableOfType(Problem.class, () -> fit(app("shop")));

    assertThat(problem)
        .hasMessage(
            "shop cannot run in namespace team. Nothing was built or deployed. Quota q has 0 of 0"
                + " pods left; wanted: 1.");
    assertThat(problem.remedy()).endsWith("kubectl describe quota --namespace=team");
    assertThat(told).isEmpty();
  }

  @Test
  void lessMemoryThanAFrameworkNeedsIsNoFit() {
    quota("", "\"limits.memory\":\"200Mi\"", "");

    assertThat(refusal(() -> fit(app("shop")))).contains("200Mi of 200Mi limits.memory left");
  }

  private static String refusal(Runnable run) {
    return String.valueOf(catchThrowableOfType(Problem.class, run::run).getMessage());
  }

  private ContainerSettings.Resources fit(AppRequest... apps) {
    return fitting(apps).fit(List.of(apps), told::add);
  }

  private QuotaFitting fitting(AppRequest... apps) {
    return new QuotaFitting(
        "team",
        room(Arrays.stream(apps).map(it -> it.app().name()).toArray(String[]::new)).orElseThrow(),
        app ->
            new ReleaseManifests(app, false, ClusterObjects.UNKNOWN)
                .of(new ManifestRequest.Image("shop:1", false)));
  }

  private Optional<RemainingQuota> room(String... apps) {
    return new ClusterFacts(api.client, api.errors)
        .room("team", Arrays.stream(apps).map(Labels::selector).toList());
  }

  private void quota(String spec, String hard, String used) {
    list(
        "resourcequotas",
        "{\"metadata\":{\"name\":\"q\"},\"spec\":{%s},\"status\":{\"hard\":{%s},\"used\":{%s}}}"
            .formatted(spec, hard, used));
  }

  private void list(String kind, String item) {
    api.answer(
        TEAM + kind, "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[%s]}".formatted(item));
  }

  private static AppRequest app(String name) {
    return TestRequest.of(name).build();
  }

  private static ContainerSettings.Resources resources(
      @Nullable String memory, @Nullable String cpu, @Nullable String cpuLimit) {
    return new ContainerSettings.Resources(
        Optional.ofNullable(memory), Optional.ofNullable(cpu), Optional.ofNullable(cpuLimit));
  }
}
