package dev.innerloop.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.apply.ApplyListener.Outcome;
import dev.innerloop.cluster.diff.Comparison;
import dev.innerloop.cluster.diff.Difference.Change;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.OverlaySettings;
import dev.innerloop.manifest.Resources;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.SessionKey;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code dev:diff} shows, and that {@code dev:apply} then does exactly that. */
@OnCluster
class DiffIT {

  private static TestNamespace namespace;

  @BeforeAll
  static void create() {
    namespace = TestNamespace.create();
  }

  @AfterAll
  static void delete() {
    namespace.close();
  }

  @Test
  void showsWhatApplyDoesAndNoDifferenceAfterwards() {
    String app = "promise";
    apply(
        app,
        app(app, "1"),
        secret(app, "hunter2"),
        configMap(app + "-stays", "a"),
        configMap(app + "-goes", "b"));
    HasMetadata[] next = {
      app(app, "2"),
      secret(app, "hunter3"),
      configMap(app + "-stays", "a"),
      configMap(app + "-comes", "c")
    };

    Comparison shown = compare(app, next);

    assertThat(shown.refusals()).isEmpty();
    assertThat(changes(shown))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Deployment promise", Change.CHANGED,
                "Secret promise", Change.CHANGED,
                "ConfigMap promise-stays", Change.UNCHANGED,
                "ConfigMap promise-comes", Change.CREATED,
                "ConfigMap promise-goes", Change.REMOVED));
    assertThat(lines(shown, "Deployment promise"))
        .filteredOn(line -> line.startsWith("-") || line.startsWith("+"))
        .containsExactly("-          value: '1'", "+          value: '2'");
    assertThat(lines(shown, "ConfigMap promise-goes")).contains("-  key: b");
    assertThat(lines(shown, "ConfigMap promise-comes")).contains("+  key: c");
    Map<String, Outcome> done = apply(app, next);
    changes(shown).forEach((title, change) -> assertThat(done).containsEntry(title, of(change)));
    assertThat(compare(app, next).changes()).isFalse();
  }

  @Test
  void changesNothing() {
    String app = "untouched";
    apply(app, app(app, "1"), configMap(app, "a"));
    String before = versions(app);

    compare(app, app(app, "2"), configMap("untouched-new", "b"));

    assertThat(versions(app)).isEqualTo(before);
  }

  @Test
  void showsThatASecretChangesAndNotWhatIsInIt() {
    String app = "masked";
    apply(app, secret(app, "hunter2"));

    Comparison shown = compare(app, secret(app, "hunter3"));

    assertThat(lines(shown, "Secret masked"))
        .contains("-  password: '*** (before)'", "+  password: '*** (after)'")
        .noneMatch(line -> line.contains("hunter"))
        .noneMatch(line -> line.contains("aHVudGVy"));
  }

  @Test
  void reportsAllRejectionsAndShowsTheRest() {
    String app = "refused";
    apply(app, app(app, "1"), configMap(app, "ours"), configMap("refused-free", "a"));
    patch(app, "argocd", "{\"data\":{\"key\":\"theirs\"}}");

    Comparison shown =
        compare(
            app,
            new DeploymentBuilder(app(app, "1"))
                .editSpec()
                .withNewSelector()
                .addToMatchLabels("other", "label")
                .endSelector()
                .endSpec()
                .build(),
            configMap(app, "ours, still"),
            configMap("refused-free", "b"));

    assertThat(shown.refusals())
        .extracting(Problem::getMessage)
        .hasSize(2)
        .anySatisfy(message -> assertThat(message).contains("ConfigMap refused", "argocd"))
        .anySatisfy(message -> assertThat(message).contains("Deployment refused", "selector"));
    assertThat(changes(shown)).containsExactly(Map.entry("ConfigMap refused-free", Change.CHANGED));
  }

  @Test
  void reportsWhatMayNotBeReadAndShowsTheRest() throws Exception {
    String app = "limited";
    apply(app, configMap(app, "a"), secret(app, "hunter2"));
    try (Cluster cluster =
        LimitedUser.of(namespace, "reads-config-maps")
            .may("configmaps", "get", "list", "create", "patch")
            .may("deployments", "get")
            .connect()) {
      Comparison shown =
          cluster
              .workload(namespace.name, app)
              .compare(new Resources(List.of(configMap(app, "b"), secret(app, "hunter3"))));

      assertThat(shown.refusals())
          .singleElement()
          .satisfies(
              problem ->
                  assertThat(problem)
                      .hasMessageStartingWith(
                          "The API server refused to apply Secret limited (403 Forbidden): secrets"
                              + " \"limited\" is forbidden"));
      assertThat(changes(shown)).containsEntry("ConfigMap limited", Change.CHANGED);
    }
  }

  @Test
  void comparesWithTheReleaseFormInDevMode() {
    String app = "developed";
    Deployment shipped = app(app, "1");
    Resources dev =
        DevOverlay.apply(
            new Resources(List.of(shipped)),
            new OverlaySettings(
                Delivery.IMAGE,
                TestNamespace.JAVA,
                new byte[] {1},
                "port=1\n",
                SessionKey.random(),
                Map.of("DEV", "true"),
                Optional.empty()));
    namespace.workload(app).apply(dev, (resource, outcome) -> {});

    Comparison same = compare(app, shipped);
    Comparison next = compare(app, app(app, "2"));

    assertThat(same.changes()).as(same.toString()).isFalse();
    assertThat(same.notes())
        .containsExactly(
            "developed is in dev mode, which dev:apply ends: compared with its release form.");
    assertThat(lines(next, "Deployment developed"))
        .filteredOn(line -> line.startsWith("-") || line.startsWith("+"))
        .containsExactly("-          value: '1'", "+          value: '2'");
  }

  private static Deployment app(String app, String version) {
    Deployment generated =
        (Deployment)
            namespace.resources(app, TestNamespace.IMAGE, OptionalInt.of(0)).all().stream()
                .filter(Deployment.class::isInstance)
                .findFirst()
                .orElseThrow();
    return new DeploymentBuilder(generated)
        .editSpec()
        .editTemplate()
        .editSpec()
        .editFirstContainer()
        .addNewEnv()
        .withName("VERSION")
        .withValue(version)
        .endEnv()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static HasMetadata configMap(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.ofAllOf(name.replaceFirst("-.*", "")))
        .endMetadata()
        .addToData("key", value)
        .build();
  }

  private static Secret secret(String name, String value) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.ofAllOf(name))
        .endMetadata()
        .withType("Opaque")
        .addToData("password", Base64.getEncoder().encodeToString(value.getBytes(UTF_8)))
        .build();
  }

  private static Comparison compare(String app, HasMetadata... resources) {
    return namespace.workload(app).compare(new Resources(List.of(resources)));
  }

  private static Map<String, Outcome> apply(String app, HasMetadata... resources) {
    Map<String, Outcome> outcomes = new TreeMap<>();
    namespace
        .workload(app)
        .apply(
            new Resources(List.of(resources)),
            (resource, outcome) -> outcomes.put(resource.toString(), outcome));
    return outcomes;
  }

  private static Map<String, Change> changes(Comparison shown) {
    Map<String, Change> changes = new TreeMap<>();
    shown.differences().forEach(it -> changes.put(it.kind() + " " + it.name(), it.change()));
    return changes;
  }

  private static List<String> lines(Comparison shown, String title) {
    return shown.differences().stream()
        .filter(it -> (it.kind() + " " + it.name()).equals(title))
        .flatMap(it -> it.lines().stream())
        .toList();
  }

  private static Outcome of(Change change) {
    return change == Change.REMOVED ? Outcome.PRUNED : Outcome.valueOf(change.name());
  }

  /** Everything that we could have changed. */
  private static String versions(String app) {
    return namespace.client.configMaps().inNamespace(namespace.name).list().getItems().stream()
            .filter(it -> it.getMetadata().getName().startsWith(app))
            .map(it -> it.getMetadata().getName() + it.getMetadata().getResourceVersion())
            .toList()
        + namespace
            .client
            .apps()
            .deployments()
            .inNamespace(namespace.name)
            .withName(app)
            .get()
            .getSpec()
            .toString();
  }

  private static void patch(String configMap, String manager, String json) {
    namespace
        .client
        .configMaps()
        .inNamespace(namespace.name)
        .withName(configMap)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(manager)
                .build(),
            json);
  }
}
