package dev.innerloop.manifest.fragment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.manifest.Apps;
import dev.innerloop.manifest.ExplainedResources;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.Manifests;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.provenance.Reason;
import dev.innerloop.manifest.settings.ConfigReference;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.manifest.settings.ContainerSettings.EnvironmentSource;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.problem.Problem;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceMergerTest {

  @TempDir Path basedir;

  private List<String> profiles = List.of();
  private Map<String, String> properties = Map.of();
  private boolean validated = true;
  private ClusterObjects cluster = ClusterObjects.UNKNOWN;
  private WorkloadSettings settings = WorkloadSettings.NONE;

  @Test
  void isWhatIsGeneratedWithoutAnythingOfTheProjects() {
    assertThat(resources().yaml()).isEqualTo(generated().yaml());
  }

  @Test
  void leavesWhatNoFragmentChangesAsItIsGenerated() throws IOException {
    fragment("config.yml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n");

    Map<String, String> yaml = resources().yaml();

    assertThat(yaml).containsAllEntriesOf(generated().yaml()).hasSize(3);
    assertThat(yaml.keySet().iterator().next()).isEqualTo("extra-configmap.yml");
  }

  @Test
  void mergesIntoTheGeneratedResourceOfThatKind() throws IOException {
    fragment(
        "deployment.yml",
        """
        kind: Deployment
        spec:
          replicas: ${shop.replicas}
          template:
            spec:
              containers:
              - name: shop
                env:
                - {name: GREETING, value: hello}
                resources: {limits: {memory: 2Gi}}
        """);
    properties = Map.of("shop.replicas", "2");

    Deployment deployment = one(Deployment.class);

    assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
    Container container = container(deployment, 0);
    assertThat(container.getImage()).isEqualTo("localhost:5000/shop:1");
    assertThat(container.getEnv()).extracting(EnvVar::getName).containsExactly("GREETING", "PORT");
    assertThat(container.getResources().getLimits().get("memory")).hasToString("2Gi");
    assertThat(container.getResources().getRequests()).containsKey("cpu");
  }

  @Test
  void keepsTheAppsContainerFirst() throws IOException {
    fragment(
        "deployment.yml",
        """
        kind: Deployment
        spec: {template: {spec: {containers: [{name: proxy, image: "proxy:1"}]}}}
        """);

    assertThat(one(Deployment.class).getSpec().getTemplate().getSpec().getContainers())
        .extracting(Container::getName)
        .containsExactly("shop", "proxy");
  }

  @Test
  void keepsTheAppsDeploymentBeforeOthers() throws IOException {
    fragment(
        "other.yml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: cache}
        spec:
          selector: {matchLabels: {app: cache}}
          template:
            metadata: {labels: {app: cache}}
            spec: {containers: [{name: cache, image: "cache:1"}]}
        """);

    assertThat(resources().all())
        .filteredOn(Deployment.class::isInstance)
        .extracting(it -> it.getMetadata().getName())
        .containsExactly("shop", "cache");
  }

  @Test
  void labelsWhatItAddsSoThatItCanBeDeleted() throws IOException {
    fragment(
        "config.yml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra, labels: {own: label}}\n");

    assertThat(resources().all().get(0).getMetadata().getLabels())
        .containsEntry("own", "label")
        .containsEntry("app.kubernetes.io/instance", "shop")
        .containsEntry("app.kubernetes.io/managed-by", "dev-maven-plugin");
  }

  @Test
  void appliesTheFoldersOfActiveProfilesAfterwards() throws IOException {
    fragment("service.yml", "kind: Service\nmetadata: {annotations: {a: base, b: base}}\n");
    fragment("config.yml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: base}");
    fragment("prod/service.yml", "kind: Service\nmetadata: {annotations: {a: prod}}\n");
    fragment("prod/config.json", "{\"kind\": \"ConfigMap\", \"data\": {\"a\": \"prod\"}}");
    fragment("test/service.yml", "kind: Service\nmetadata: {annotations: {a: test}}\n");

    profiles = List.of("prod", "unknown", "../../..");

    assertThat(one(Service.class).getMetadata().getAnnotations())
        .containsEntry("a", "prod")
        .containsEntry("b", "base");
    assertThat(resources().yaml().get("x-configmap.yml")).contains("a: \"prod\"");
  }

  @Test
  void deletesAGeneratedResource() throws IOException {
    fragment("service.yml", "kind: Service\n$patch: delete\n");

    assertThat(resources().all()).hasOnlyElementsOfType(Deployment.class);
  }

  @Test
  void replacesAGeneratedResource() throws IOException {
    fragment(
        "service.yml",
        "kind: Service\n$patch: replace\nspec: {clusterIP: None, ports: [{port: 8080}]}\n");

    Service service = one(Service.class);
    assertThat(service.getMetadata().getName()).isEqualTo("shop");
    assertThat(service.getSpec().getSelector()).isNullOrEmpty();
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
  }

  @Test
  void mergesCustomResourcesByRfc7386() throws IOException {
    String route =
        """
        apiVersion: example.com/v1
        kind: Route
        metadata: {name: r}
        spec: {list: [a, b], map: {x: 1, y: 2}}
        """;
    fragment("route.yml", route);
    fragment("dev/route.yml", "kind: Route\nspec: {list: [c], map: {x: null, z: 3}}\n");
    profiles = List.of("dev");

    assertThat(one(GenericKubernetesResource.class).getAdditionalProperties().get("spec"))
        .hasToString("{list=[c], map={y=2, z=3}}");
  }

  @Test
  void asksForANameWhereThereAreSeveral() throws IOException {
    fragment(
        "a.yml",
        "apiVersion: v1\nkind: Service\nmetadata: {name: admin}\nspec: {ports: [{port: 1}]}\n");
    fragment("b.yml", "kind: Service\nspec: {type: NodePort}\n");

    assertThat(problem())
        .hasMessage(
            """
            1 error in the resources of shop:
              src/main/kubernetes/b.yml:1: the Service to merge this into is ambiguous: admin, shop
                Add metadata.name.\
            """);
  }

  @Test
  void saysWhichKindMayBeMeant() throws IOException {
    fragment("a.yml", "kind: deployment\nspec: {replicas: 2}\n");
    fragment("b.yml", "kind: Sevice\nmetadata: {name: admin}\n");
    fragment("c.yml", "metadata: {name: x}\nkind: Certificate\n");

    assertThat(problem())
        .hasMessage(
            """
            3 errors in the resources of shop:
              src/main/kubernetes/a.yml:1: Kubernetes 1.34 has no kind deployment
                Did you mean Deployment?
              src/main/kubernetes/b.yml:1: Kubernetes 1.34 has no kind Sevice
                Did you mean Service?
              src/main/kubernetes/c.yml:2: Kubernetes 1.34 has no kind Certificate
                Add apiVersion, if it is a custom resource.\
            """);
  }

  @Test
  void tellsAllThatIsWrongAtOnce() throws IOException {
    fragment("1.yml", "kind: Service\nspec:\n  type: [NodePort]\n  portz: 1\n");
    fragment("2.yml", "kind: ConfigMap\n");
    fragment("3.yml", "a: b: c\n");
    fragment("4.yml", "data: ${nothing}\n");
    fragment("5.yml", "kind: Service\nspec: {ports: [{name: x}]}\n");
    fragment("6.yml", "kind: Deployment\napiVersion: apps/v1beta1\n");

    Problem problem = problem();

    assertThat(problem.getMessage())
        .isEqualTo(
            """
            8 errors in the resources of shop:
              src/main/kubernetes/1.yml:3: spec.type is text, not a list
                Write a single value after the colon.
              src/main/kubernetes/1.yml:4: spec.portz is not a field of ServiceSpec
                Did you mean ports?
              src/main/kubernetes/2.yml:1: there is no ConfigMap to merge this into, and a new one requires a name
                Add metadata.name.
              src/main/kubernetes/3.yml:1: invalid YAML: mapping values are not allowed here, in column 5
                Check indentation, tabs, quotes and colons in this line and the previous one.
              src/main/kubernetes/4.yml:1: there is no property nothing
                Define it in the POM or by -Dnothing=VALUE, or write $${nothing} for the literal text.
              src/main/kubernetes/4.yml:1: this resource has no kind
                Add a line such as "kind: Deployment".
              src/main/kubernetes/5.yml:2: items of this list are identified by port, which is missing here
                Add port to this item.
              src/main/kubernetes/6.yml:2: Deployment shop has apiVersion apps/v1, not apps/v1beta1
                Write "apiVersion: apps/v1", or remove the line.\
            """);
    assertThat(problem.remedy())
        .contains("Nothing was changed on the cluster")
        .contains("dev.validate");
  }

  @Test
  void tellsWhatIsWrongInResourcesAndBetweenThem() throws IOException {
    fragment("d.yml", "kind: Deployment\nspec:\n  replica: 1\n");
    fragment("s.yml", "kind: Service\nspec:\n  ports:\n  - {port: 8080, targetPort: web}\n");

    assertThat(problem().getMessage().lines().filter(line -> line.contains(".yml")))
        .containsExactly(
            "  src/main/kubernetes/d.yml:3: spec.replica is not a field of DeploymentSpec",
            "  src/main/kubernetes/s.yml:4: Service shop refers to port web, but Deployment shop"
                + " has 8080 (http)");
  }

  @Test
  void reportsAResourceThatIsThereTwice() throws IOException {
    String config = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n";
    fragment("a.yml", config);
    fragment("b.yml", config);

    assertThat(problem())
        .hasMessageContaining(
            "src/main/kubernetes/b.yml:4: ConfigMap x is defined twice; the other definition is at"
                + " src/main/kubernetes/a.yml:1");
  }

  @Test
  void refusesToLoseTheApp() throws IOException {
    fragment("gone.yml", "kind: Deployment\n$patch: delete\n");
    validated = false;

    assertThat(problem()).hasMessage("A fragment deletes the workload shop, which runs the app.");
  }

  @Test
  void leavesTheChecksOutOnRequest() throws IOException {
    fragment("service.yml", "kind: Service\nspec: {fieldOfTomorrow: 1}\n");
    assertThatThrownBy(this::resources).isInstanceOf(Problem.class);

    validated = false;

    assertThat(one(Service.class).getSpec().getAdditionalProperties())
        .containsKey("fieldOfTomorrow");
  }

  /** The attacker is the project, or a chart that it uses. */
  @ParameterizedTest
  @CsvSource({
    "name: ../../x, metadata.name '../../x'",
    "name: .., metadata.name '..'",
    "name: a/b, metadata.name 'a/b'",
    "name: 'a%2f..%2fb', metadata.name 'a%2f..%2fb'",
    "name: 'a\\b', metadata.name 'a\\b'",
    "'{name: x, namespace: ../../kube-system}', metadata.namespace '../../kube-system'"
  })
  void refusesANameThatLeadsToAnotherPathAlsoWithoutChecks(String metadata, String refused)
      throws IOException {
    validated = false;
    fragment(
        "hostile.yml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: "
            + (metadata.startsWith("{") ? metadata : "{" + metadata + "}")
            + "\n");

    assertThat(problem())
        .hasMessageStartingWith("src/main/kubernetes/hostile.yml:3: ConfigMap ")
        .hasMessageEndingWith(" has the " + refused + ", which would lead to another path.");
  }

  @Test
  void refusesAKindOrVersionThatLeadsToAnotherPathAlsoWithoutChecks() throws IOException {
    validated = false;
    fragment("hostile.yml", "apiVersion: ../v1\nkind: Any\nmetadata: {name: x}\n");
    assertThat(problem()).hasMessageContaining("has the apiVersion '../v1', which would lead");

    fragment("hostile.yml", "apiVersion: a.b/v1\nkind: ../Any\nmetadata: {name: x}\n");
    assertThat(problem()).hasMessageContaining("has the kind '../Any', which would lead");
  }

  @Test
  void tellsWhereItIsWrittenWhatTheClusterRefuses() throws IOException {
    fragment("service.yml", "kind: Service\nspec:\n  ports:\n  - port: 8080\n    nodePort: 1\n");
    cluster = refusing("Service", "spec.ports[0].nodePort");

    assertThat(problem())
        .hasMessage(
            """
            1 error in the resources of shop:
              src/main/kubernetes/service.yml:5: the API server rejects Service shop
                1 is out of range\
            """);
  }

  @Test
  void givesTheSameForTheSame() throws IOException {
    fragment("a.yml", "kind: Deployment\nspec: {template: {spec: {nodeSelector: {a: b, c: d}}}}\n");

    assertThat(resources().yaml()).isEqualTo(resources().yaml());
  }

  @Test
  void namesTheSettingThatRefersToWhatIsNotThere() {
    cluster = (kind, name) -> ClusterObjects.Presence.ABSENT;
    settings = withVariablesOf("shop-db");

    assertThat(problem())
        .hasMessage(
            """
            1 error in the resources of shop:
              envFrom in the POM: Deployment shop needs Secret shop-db, which is neither among the resources nor in the namespace
                Create it first, or add it to src/main/kubernetes.\
            """);
  }

  @Test
  void namesThatSettingBesideFragments() throws IOException {
    fragment("service.yml", "kind: Service\nspec: {type: NodePort}\n");
    cluster = (kind, name) -> ClusterObjects.Presence.ABSENT;
    settings = withVariablesOf("shop-db");

    assertThat(problem()).hasMessageContaining("envFrom in the POM: Deployment shop needs Secret");
  }

  @Test
  void asksTheClusterWhatItRefusesOfGeneratedResources() {
    cluster = refusing("Deployment", "spec.template.spec.containers[0].image");

    assertThat(problem())
        .hasMessage(
            """
            1 error in the resources of shop:
              dev.image, or registry, name and content: the API server rejects Deployment shop
                1 is out of range\
            """);
  }

  @Test
  void asksNothingOfTheClusterWhereNoChecksAreWanted() {
    cluster = refusing("Deployment", "spec");
    validated = false;

    assertThat(resources().all()).hasSize(2);
  }

  private static WorkloadSettings withVariablesOf(String secret) {
    ContainerSettings none = WorkloadSettings.NONE.container();
    return new WorkloadSettings(
        WorkloadSettings.NONE.kind(),
        WorkloadSettings.NONE.job(),
        Map.of(),
        Map.of(),
        new ContainerSettings(
            none.resources(),
            Map.of("GREETING", "hello"),
            List.of(
                new EnvironmentSource(
                    new ConfigReference(true, secret), Optional.empty(), Optional.empty(), false)),
            none.ports(),
            none.probes()),
        WorkloadSettings.NONE.pod(),
        WorkloadSettings.NONE.network(),
        WorkloadSettings.NONE.availability());
  }

  private static ClusterObjects refusing(String kind, String field) {
    return new ClusterObjects() {
      @Override
      public Presence of(String kind, String name) {
        return Presence.UNKNOWN;
      }

      @Override
      public List<Refusal> refusals(Resources resources) {
        return List.of(new Refusal(kind, "shop", field, "1 is out of range"));
      }
    };
  }

  private void fragment(String name, String text) throws IOException {
    Path file = basedir.resolve("src/main/kubernetes").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Problem problem() {
    return catchThrowableOfType(Problem.class, this::resources);
  }

  private <T extends HasMetadata> T one(Class<T> type) {
    return resources().all().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Container container(Deployment deployment, int index) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(index);
  }

  @Test
  void tellsWhichLineOfWhichFragmentLedToWhichField() throws IOException {
    settings = withVariablesOf("shop-db");
    fragment(
        "deployment.yml",
        """
        kind: Deployment
        metadata:
          annotations: {example.com/team: shop}
        spec:
          template:
            spec:
              terminationGracePeriodSeconds: 5
              containers:
              - name: shop
                env:
                - name: GREETING
                  value: ${greeting}
                - name: KEYS
                  value: |
                    one
                    two
                readinessProbe: null
                resources:
                  limits: {memory: 2Gi}
        """);
    properties = Map.of("greeting", "moin");

    String fragment = "src/main/kubernetes/deployment.yml:";
    String container = "Deployment shop spec.template.spec.containers[shop].";
    List<String> reasons = reasons();

    assertThat(reasons)
        .filteredOn(reason -> reason.contains(fragment))
        .containsExactly(
            "Deployment shop metadata.annotations[example.com/team] = shop  from " + fragment + 3,
            container + "env[GREETING].value = moin  from " + fragment + 12,
            container + "env[KEYS].name = KEYS  from " + fragment + 13,
            container + "env[KEYS].value = 8 bytes  from " + fragment + 14,
            container + "resources.limits.memory = 2Gi  from " + fragment + 19,
            "Deployment shop spec.template.spec.terminationGracePeriodSeconds = 5  from "
                + fragment
                + 7,
            container + "readinessProbe = (removed)  from " + fragment + 17);
    assertThat(reasons)
        .contains(
            container + "envFrom[0].secretRef.name = shop-db  from envFrom in the POM",
            container + "resources.requests.memory = 1Gi  from the default of this plugin")
        .noneMatch(reason -> reason.contains("GREETING].value = hello"))
        .noneMatch(reason -> reason.contains("readinessProbe.tcpSocket"));
  }

  @Test
  void tellsWhichFragmentsAddAndTakeAwayResources() throws IOException {
    fragment("gone.yml", "kind: Service\n$patch: delete\n");
    fragment(
        "secret.yml",
        "---\napiVersion: v1\nkind: Secret\nmetadata: {name: keys}\nstringData: {a: top}\n");
    fragment("prod/secret.yml", "kind: Secret\nstringData:\n  a: topper\n");
    profiles = List.of("prod");

    assertThat(reasons())
        .filteredOn(reason -> reason.contains(".yml:"))
        .containsExactly(
            "Secret keys  from src/main/kubernetes/secret.yml:2",
            "Secret keys stringData.a = (secret)  from src/main/kubernetes/prod/secret.yml:3",
            "Service shop = (removed)  from src/main/kubernetes/gone.yml:1");
  }

  private List<String> reasons() {
    return explained().reasons().stream().map(Reason::toString).toList();
  }

  private Resources resources() {
    return explained().resources();
  }

  private ExplainedResources explained() {
    return new ResourceMerger(
            new ProjectManifests(
                basedir,
                profiles,
                name -> Optional.ofNullable(properties.get(name)),
                Optional.empty(),
                List.of(),
                validated))
        .merge(
            () -> Manifests.explained(request()),
            new ResourceMerger.Subject("shop", "localhost:5000/shop:1", Set.of("shop")),
            cluster);
  }

  private Resources generated() {
    return Manifests.generate(request());
  }

  private ManifestRequest request() {
    return new ManifestRequest(
        Apps.app("shop", 8080, Optional.empty()),
        new ManifestRequest.Image("localhost:5000/shop:1", false),
        OptionalInt.empty(),
        false,
        settings);
  }
}
