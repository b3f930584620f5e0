package dev.innerloop.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.acceptance.Node;
import dev.innerloop.acceptance.OnCluster;
import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.TestNamespace;
import dev.innerloop.cluster.namespace.NamespaceSettings;
import dev.innerloop.event.Event;
import dev.innerloop.plan.ClusterNamespace;
import dev.innerloop.plan.NamespacePlan;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Framework;
import dev.innerloop.project.Module;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.request.TestRequest;
import dev.innerloop.usecase.target.ClusterSelector;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real API server says to users of all kinds; Pod Security {@code restricted}. */
@OnCluster(ours = true)
class RunDoctorIT {

  private static final String USER = "doctor-jane";

  @TempDir private Path folder;

  private final List<Event> told = new ArrayList<>();
  private TestNamespace namespace;
  private String service = "none";

  @BeforeEach
  void create() {
    namespace = TestNamespace.create();
  }

  @AfterEach
  void delete() {
    namespace.close();
  }

  @Test
  void findsNothingWrongForAnEditorOfTheNamespace() throws Exception {
    mayEdit();

    examine(Node.kubeconfigOf(USER)).examine();

    assertThat(states()).doesNotContainValue("problem").doesNotContainValue("warning");
    assertThat(states())
        .containsEntry("rights", "ok")
        .containsEntry("clock", "ok")
        .containsEntry("registry", "ok")
        .containsEntry("pods", "ok")
        .containsEntry("quota", "ok")
        .containsEntry("session", "ok")
        .containsEntry("platform", "not checked");
    assertThat(message("namespace")).isEqualTo(namespace.name);
    assertThat(message("platform")).isEqualTo("you are not allowed to read nodes");
    // The registry is announced where editors of a namespace may not look.
    assertThat(message("registry")).startsWith("none required: the app is synced into its pods");
    assertThat(namespace.client.pods().inNamespace(namespace.name).list().getItems()).isEmpty();
  }

  @Test
  void seesAllThatAnAdministratorMaySee() throws Exception {
    examine(namespace.kubeconfig).examine();

    assertThat(states().values()).containsOnly("ok");
    assertThat(message("registry")).isEqualTo("localhost:5000/shop accepts pushes");
    assertThat(message("pods")).isEqualTo("admitted, with Pod Security \"restricted\" enforced");
  }

  @Test
  void tellsSomebodyWithoutRightsWhichOnesToAskForAsARunDoes() throws Exception {
    service = "redis";

    Problem problem = failure(Node.kubeconfigOf(USER));

    assertThat(problem).hasMessage("A run would be stopped by: rights.");
    assertThat(problem.remedy())
        .isEqualTo("The fix of each is above. Then check again: mvn dev:doctor");
    assertThat(message("rights"))
        .startsWith(
            "Access denied in namespace "
                + namespace.name
                + ". Nothing was built or deployed. Missing permissions:\n"
                + "  get, list, watch, create, patch, delete deployments.apps\n")
        .endsWith("\n  list events\n  get, list, create, patch, delete statefulsets.apps")
        .isEqualTo(refusalOfARun(Node.kubeconfigOf(USER)));
    assertThat(checked("rights").remedy())
        .contains("kind: Role\n", "kind: User, name: \"" + USER + "\"}")
        .endsWith("The same as a file: mvn dev:access");
    assertThat(message("namespace"))
        .isEqualTo(namespace.name + ", if it exists: you are not allowed to read it");
    assertThat(message("pods"))
        .isEqualTo("you are not allowed to create pods yourself, so no dry run is possible");
    assertThat(message("quota")).isEqualTo("there is a problem with the rights");
    assertThat(message("session")).isEqualTo("there is a problem with the rights");
  }

  @Test
  void tellsTheQuotaIntoWhichARunWouldNotFitInTheWordsOfTheRun() throws Exception {
    mayEdit();
    quota(Map.of("limits.memory", new Quantity("64Mi"), "pods", new Quantity("5")));

    Problem problem = failure(Node.kubeconfigOf(USER));

    assertThat(problem).hasMessage("A run would be stopped by: quota.");
    assertThat(message("quota"))
        .isEqualTo(
            "shop cannot run in namespace "
                + namespace.name
                + ". Nothing was built or deployed. Quota tight has 64Mi of 64Mi limits.memory"
                + " left; wanted: 1088Mi.");
    assertThat(message("pods")).isEqualTo("admitted, except by the quota");
    assertThat(namespace.client.pods().inNamespace(namespace.name).list().getItems()).isEmpty();
  }

  @Test
  void warnsOfAQuotaIntoWhichARunFitsWithLess() throws Exception {
    quota(Map.of("limits.memory", new Quantity("512Mi")));

    examine(namespace.kubeconfig).examine();

    assertThat(states()).containsEntry("quota", "warning");
    assertThat(message("quota"))
        .isEqualTo(
            "Quota tight has 512Mi of 512Mi limits.memory left; wanted: 1088Mi. So containers get"
                + " memory 448Mi, unless <resources> in the POM sets others.");
  }

  @Test
  void countsTheServicesThatARunBringsUp() throws Exception {
    service = "redis";
    quota(Map.of("pods", new Quantity("1")));

    failure(namespace.kubeconfig);

    assertThat(message("quota")).endsWith("Quota tight has 1 of 1 pods left; wanted: 2.");
  }

  @Test
  void namesTheQuotaThatHasRoom() throws Exception {
    quota(Map.of("pods", new Quantity("3")));

    examine(namespace.kubeconfig).examine();

    assertThat(message("quota")).isEqualTo("all pods fit into the rest of quota tight");
  }

  @Test
  void aNamespaceThatIsNotThereIsMadeByTheRun() throws Exception {
    String missing = namespace.name + "-none";

    examine(namespace.kubeconfig, missing).examine();

    assertThat(message("namespace")).isEqualTo(missing + " does not exist yet: a run creates it");
    assertThat(message("quota")).isEqualTo("the namespace does not exist yet");
    assertThat(namespace.client.namespaces().withName(missing).get()).isNull();
  }

  private void quota(Map<String, Quantity> hard) {
    namespace
        .client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("tight")
                .endMetadata()
                .withNewSpec()
                .withHard(hard)
                .endSpec()
                .build())
        .inNamespace(namespace.name)
        .create();
    TestNamespace.await(
        "the quota's controller",
        () -> {
          var status =
              namespace
                  .client
                  .resourceQuotas()
                  .inNamespace(namespace.name)
                  .withName("tight")
                  .get()
                  .getStatus();
          return status != null && status.getUsed() != null && !status.getUsed().isEmpty();
        });
  }

  private void mayEdit() {
    namespace
        .client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("dev")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "edit")
                .addNewSubject("rbac.authorization.k8s.io", "User", USER, null)
                .build())
        .inNamespace(namespace.name)
        .create();
  }

  private String refusalOfARun(Path kubeconfig) {
    try (Cluster cluster = targets(kubeconfig).cluster(settings(namespace.name)).orElseThrow()) {
      NamespacePlan run =
          NamespacePlan.of(
              new ClusterNamespace(cluster, namespace.name),
              List.of(request()),
              new CommandForm("mvn", "dev:", List.of()),
              registry -> Optional.empty(),
              told::add);
      return catchThrowableOfType(Problem.class, run::requireDeployable).getMessage();
    }
  }

  private Problem failure(Path kubeconfig) {
    return catchThrowableOfType(Problem.class, () -> examine(kubeconfig).examine());
  }

  private RunDoctor examine(Path kubeconfig) {
    return examine(kubeconfig, namespace.name);
  }

  private RunDoctor examine(Path kubeconfig, String name) {
    return new RunDoctor(
        () -> List.of(request()),
        "3.9.11",
        settings(name),
        new CommandForm("mvn", "dev:", List.of()),
        registry -> Optional.empty(),
        targets(kubeconfig),
        told::add);
  }

  private static TargetSettings settings(String namespace) {
    return new TargetSettings(
        TargetSettings.Kind.AUTO,
        null,
        null,
        NamespaceSettings.named(namespace, USER),
        Duration.ofMinutes(1));
  }

  private ClusterSelector targets(Path kubeconfig) {
    return new ClusterSelector(Map.of("KUBECONFIG", kubeconfig.toString()), folder, event -> {});
  }

  private AppRequest request() {
    Module module =
        new Module(
            new Coordinates("com.example", "shop", "1.0"),
            folder,
            folder.resolve("pom.xml"),
            List.of(),
            List.of(),
            folder.resolve("target/classes"),
            folder.resolve("target/generated"),
            List.of(),
            new Module.CompilerSettings(List.of(), List.of(), null));
    App app =
        new App(
            "shop",
            module.coordinates(),
            "",
            "com.example.Main",
            List.of(module),
            List.of(),
            17,
            Framework.NONE,
            8080,
            Optional.empty());
    return TestRequest.of(app)
        .in(folder)
        .baseImage("localhost:5000/jre:17")
        .services(service)
        .build();
  }

  private Map<String, String> states() {
    Map<String, String> states = new java.util.LinkedHashMap<>();
    all().forEach(it -> states.put(it.check(), it.state()));
    return states;
  }

  private String message(String check) {
    return checked(check).message();
  }

  private Event.Checked checked(String check) {
    return all().stream().filter(it -> it.check().equals(check)).findFirst().orElseThrow();
  }

  private List<Event.Checked> all() {
    return told.stream()
        .filter(Event.Checked.class::isInstance)
        .map(Event.Checked.class::cast)
        .toList();
  }
}
