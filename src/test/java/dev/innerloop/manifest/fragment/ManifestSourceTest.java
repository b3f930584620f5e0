package dev.innerloop.manifest.fragment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.manifest.AppContainer;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.FakeProgram;
import dev.innerloop.process.Programs;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources that a project has already. */
class ManifestSourceTest {

  @TempDir Path basedir;
  @TempDir Path bin;

  private List<Path> values = List.of();
  private Programs programs = new Programs(Map.of());

  @BeforeEach
  void create() throws IOException {
    Files.createDirectories(basedir.resolve("k8s"));
  }

  @Test
  void putsTheAppsImageIntoTheDeploymentThatRunsIt() throws IOException {
    write("k8s/all.yml", deployment("shop", "registry.example.com/team/shop:1.0"));
    write("k8s/cache.yaml", deployment("cache", "redis:7"));

    Resources resources = resources("k8s");

    assertThat(images(resources)).containsExactly("localhost:5000/shop:dev-1", "redis:7");
    assertThat(resources.all().get(0).getMetadata().getNamespace()).isNull();
    assertThat(resources.all().get(0).getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/instance", "shop");
  }

  @Test
  void labelsThePodsSoThatSessionsFindThem() throws IOException {
    write("k8s/all.yml", deployment("shop", "shop:1"));

    Deployment deployment = (Deployment) resources("k8s").all().get(0);

    assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("app", "shop")
        .containsEntry("app.kubernetes.io/name", "shop")
        .containsEntry("app.kubernetes.io/instance", "shop");
    assertThat(deployment.getSpec().getSelector().getMatchLabels()).containsOnlyKeys("app");
  }

  @Test
  void keepsTheOrderOfContainersAndNamesOurs() throws IOException {
    write(
        "k8s/all.yml",
        deployment("shop", "shop:1")
            .replace("containers: [", "containers: [{name: proxy, image: \"envoy:1\"}, "));

    assertThat(containersAndOurs()).containsExactly("proxy", "main", "ours: main");
  }

  @Test
  void namesOursNextToASidecarWithTheNameOfTheApp() throws IOException {
    write(
        "k8s/all.yml",
        deployment("shop", "shop:1").replace("\"}]", "\"}, {name: shop, image: \"envoy:1\"}]"));

    assertThat(containersAndOurs()).containsExactly("main", "shop", "ours: main");
  }

  @Test
  void namesNoContainerThatIsFoundWithoutIt() throws IOException {
    write("k8s/all.yml", deployment("shop", "shop:1"));

    assertThat(containersAndOurs()).containsExactly("main", "ours: null");
  }

  private List<String> containersAndOurs() {
    var template = ((Deployment) resources("k8s").all().get(0)).getSpec().getTemplate();
    List<String> all =
        new ArrayList<>(
            template.getSpec().getContainers().stream().map(Container::getName).toList());
    Map<String, String> annotations = template.getMetadata().getAnnotations();
    all.add("ours: " + (annotations == null ? null : annotations.get(AppContainer.ANNOTATION)));
    return all;
  }

  @Test
  void saysWhenTheDeploymentNeedsAnotherValueOfSuchALabel() throws IOException {
    write(
        "k8s/all.yml",
        deployment("shop", "shop:1").replace("app: shop", "app.kubernetes.io/instance: prod"));

    assertThat(problem("k8s"))
        .hasMessage(
            "k8s/all.yml:5: the Deployment selects its pods by app.kubernetes.io/instance=prod, but"
                + " sessions select the pods of this app by app.kubernetes.io/instance=shop.");
  }

  @Test
  void prefersTheDeploymentOfTheAppsNameAmongSeveral() throws IOException {
    write("k8s/a.yml", deployment("worker", "shop:1"));
    write("k8s/b.yml", deployment("shop", "shop:1"));

    assertThat(images(resources("k8s")))
        .containsExactlyInAnyOrder("shop:1", "localhost:5000/shop:dev-1");
  }

  @Test
  void asksWhichOfSeveralIsMeant() throws IOException {
    write("k8s/a.yml", deployment("web", "shop:1"));
    write("k8s/b.yml", deployment("worker", "x/shop:2"));

    Problem problem = problem("k8s");

    assertThat(problem)
        .hasMessage("Several Deployments in k8s run the image of this app: web, worker.");
    assertThat(problem.remedy()).isEqualTo("Select one of them: -Ddev.name=web");
  }

  @Test
  void asksForTheNameOfTheDeploymentWhereItIsAnother() throws IOException {
    write("k8s/a.yml", deployment("web", "shop:1"));

    assertThat(problem("k8s").remedy()).isEqualTo("Use the name of the Deployment: -Ddev.name=web");
  }

  @Test
  void saysWhatRunsWhereNothingOfOursDoes() throws IOException {
    write("k8s/a.yml", deployment("web", "store:1"));

    Problem problem = problem("k8s");

    assertThat(problem)
        .hasMessage("No Deployment in k8s runs an image named shop:\n  web: store:1");
    assertThat(problem.remedy()).contains("-Ddev.image=");
  }

  @Test
  void mergesFragmentsIntoThem() throws IOException {
    write("k8s/a.yml", deployment("shop", "shop:1"));
    write("src/main/kubernetes/d.yml", "kind: Deployment\nspec: {replicas: 4}\n");

    assertThat(((Deployment) resources("k8s").all().get(0)).getSpec().getReplicas()).isEqualTo(4);
  }

  @Test
  void leavesExpressionsInThemAlone() throws IOException {
    write("k8s/a.yml", deployment("shop", "shop:1"));
    write(
        "k8s/c.yml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: '${HOME}'}\n");

    assertThat(resources("k8s").yaml().get("c-configmap.yml")).contains("${HOME}");
  }

  @Test
  void takesListsApart() throws IOException {
    write(
        "k8s/list.yml",
        "apiVersion: v1\nkind: List\nitems:\n- " + deployment("shop", "shop:1").indent(2).strip());

    assertThat(images(resources("k8s"))).containsExactly("localhost:5000/shop:dev-1");
  }

  @Test
  void hasKustomizeMakeThem() throws IOException {
    write("k8s/kustomization.yaml", "resources: [a.yml]\n");
    FakeProgram kubectl = rendering("kubectl");

    assertThat(images(resources("k8s"))).containsExactly("localhost:5000/shop:dev-1");
    assertThat(kubectl.calls()).containsExactly("kubectl kustomize " + basedir.resolve("k8s"));
  }

  @Test
  void hasHelmMakeThem() throws IOException {
    write("k8s/Chart.yaml", "name: shop\n");
    FakeProgram helm = rendering("helm");

    assertThat(images(resources("k8s"))).containsExactly("localhost:5000/shop:dev-1");
    assertThat(helm.calls())
        .containsExactly("helm template shop " + basedir.resolve("k8s") + " --no-hooks");
  }

  @Test
  void givesHelmTheFilesOfValuesInTheirOrder() throws IOException {
    write("k8s/Chart.yaml", "name: shop\n");
    write("k8s/values-test.yaml", "a: 1\n");
    write("mine.yaml", "a: 2\n");
    values = List.of(Path.of("k8s/values-test.yaml"), Path.of("mine.yaml"));
    FakeProgram helm = rendering("helm");

    resources("k8s");

    assertThat(helm.calls().get(0))
        .endsWith(
            "--no-hooks -f "
                + basedir.resolve("k8s/values-test.yaml")
                + " -f "
                + basedir.resolve("mine.yaml"));
  }

  @Test
  void saysWhereValuesAreForNothing() throws IOException {
    values = List.of(Path.of("none.yaml"));
    assertThat(problem("k8s"))
        .hasMessage("dev.manifestValues requires a Helm chart, but k8s contains no Chart.yaml.");

    write("k8s/Chart.yaml", "name: shop\n");
    assertThat(problem("k8s"))
        .hasMessage("dev.manifestValues names none.yaml, which does not exist.");
  }

  @Test
  void saysWhatIsNotInstalled() throws IOException {
    write("k8s/Chart.yaml", "name: shop\n");
    assertThat(problem("k8s"))
        .hasMessage("dev.manifestSource k8s is a Helm chart, and helm is not installed.");

    Files.delete(basedir.resolve("k8s/Chart.yaml"));
    write("k8s/kustomization.yml", "");
    Problem problem = problem("k8s");
    assertThat(problem)
        .hasMessage(
            "dev.manifestSource k8s is a Kustomize base, and kubectl and kustomize are not"
                + " installed.");
    assertThat(problem.remedy())
        .isEqualTo(
            "Install kubectl (https://kubernetes.io/docs/tasks/tools), or set a directory with the"
                + " rendered YAML.");
  }

  @Test
  void repeatsWhatTheToolSays() throws IOException {
    write("k8s/Chart.yaml", "name: shop\n");
    FakeProgram helm =
        FakeProgram.named("helm", bin, "echo 'Error: values.yaml is missing' >&2; exit 1");
    programs = helm.programs();

    Problem problem = problem("k8s");

    assertThat(problem)
        .hasMessage(
            "dev.manifestSource k8s is a Helm chart, and helm cannot render it:\n"
                + "  Error: values.yaml is missing");
    assertThat(problem.remedy()).contains("helm template shop");
  }

  @Test
  void saysThatNothingIsThere() {
    assertThat(problem("none")).hasMessage("dev.manifestSource names none, which does not exist.");
    assertThat(problem("k8s"))
        .hasMessage("dev.manifestSource k8s contains no .yml, .yaml or .json file.");
  }

  /** A program that writes the Deployment of the app. */
  private FakeProgram rendering(String name) throws IOException {
    Path output = bin.resolve("deployment.yaml");
    Files.writeString(output, deployment("shop", "shop:1"));
    FakeProgram program = FakeProgram.named(name, bin, "cat " + output);
    programs = program.programs();
    return program;
  }

  private static String deployment(String name, String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: prod}
    spec:
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {containers: [{name: main, image: "%2$s"}]}
    """
        .formatted(name, image);
  }

  private static List<String> images(Resources resources) {
    return resources.all().stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .flatMap(it -> it.getSpec().getTemplate().getSpec().getContainers().stream())
        .map(Container::getImage)
        .toList();
  }

  private Problem problem(String source) {
    return catchThrowableOfType(Problem.class, () -> resources(source));
  }

  private void write(String name, String text) throws IOException {
    Path file = basedir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Resources resources(String source) {
    return new ResourceMerger(
            new ProjectManifests(
                basedir,
                List.of(),
                name -> Optional.empty(),
                Optional.of(Path.of(source)),
                values,
                true),
            programs)
        .merge(
            () -> {
              throw new AssertionError("nothing is to be generated");
            },
            new ResourceMerger.Subject("shop", "localhost:5000/shop:dev-1", Set.of("shop")),
            ClusterObjects.UNKNOWN)
        .resources();
  }
}
