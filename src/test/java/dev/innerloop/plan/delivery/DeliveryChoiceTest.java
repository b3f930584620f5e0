package dev.innerloop.plan.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.cluster.LocalRegistry;
import dev.innerloop.cluster.discovery.ClusterNode;
import dev.innerloop.cluster.discovery.InternalRegistry;
import dev.innerloop.cluster.discovery.LocalCluster;
import dev.innerloop.cluster.discovery.Product;
import dev.innerloop.image.load.LoadTool;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.ImageTarget;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.problem.Problem;
import dev.innerloop.process.FakeProgram;
import dev.innerloop.process.Programs;
import dev.innerloop.project.App;
import dev.innerloop.project.Framework;
import dev.innerloop.project.Module;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.ImageSettings.Choice;
import dev.innerloop.request.ImageSettings.Load;
import dev.innerloop.request.TestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryChoiceTest {

  private static final LocalRegistry ANNOUNCED =
      new LocalRegistry("localhost:5000", "registry:5000");
  private static final LocalCluster KIND = new LocalCluster(Product.KIND, "dev", List.of());
  private static final InternalRegistry INTERNAL =
      new InternalRegistry(
          Optional.of("default-route.apps.example.com"),
          "image-registry.openshift-image-registry.svc:5000",
          Optional.of("token"));

  @TempDir private Path tools;

  @Test
  void takesTheRegistryThatTheClusterAnnounces() {
    DeliveryChoice choice = choose(request(Choice.AUTO, null), places(ANNOUNCED, null, KIND));

    assertThat(choice.delivery()).isEqualTo(Delivery.IMAGE);
    assertThat(choice.destination())
        .map(Destination::target)
        .contains(new ImageTarget("localhost:5000/shop", "registry:5000/shop", Optional.empty()));
    assertThat(choice.reason()).isEqualTo("images go to localhost:5000/shop");
    assertThat(choice.pullPolicy()).isEmpty();
  }

  @Test
  void prefersTheUsersRegistry() {
    DeliveryChoice choice =
        choose(request(Choice.AUTO, "quay.example/team"), places(ANNOUNCED, null, KIND));

    assertThat(choice.reason()).isEqualTo("images go to quay.example/team/shop");
  }

  @Test
  void takesOpenShiftsOwnRegistryWithTheTokenOfTheKubeconfig() {
    DeliveryChoice choice = choose(request(Choice.AUTO, null), places(null, INTERNAL, null));

    assertThat(choice.destination())
        .map(Destination::target)
        .contains(
            new ImageTarget(
                "default-route.apps.example.com/team/shop",
                "image-registry.openshift-image-registry.svc:5000/team/shop",
                Optional.empty()));
    assertThat(choice.reason())
        .isEqualTo(
            "images go to OpenShift's own registry, default-route.apps.example.com/team/shop");
    assertThat(choice.logins(ConfiguredCredentials.NONE).at("default-route.apps.example.com"))
        .contains(new Credentials("dev-maven-plugin", "token"));
    assertThat(choice.logins(ConfiguredCredentials.NONE).at("quay.example")).isEmpty();
  }

  @Test
  void prefersTheLoginThatTheUserHasForOpenShiftsRegistry() {
    DeliveryChoice choice = choose(request(Choice.AUTO, null), places(null, INTERNAL, null));
    Credentials own = new Credentials("anna", "hers");

    assertThat(choice.logins(registry -> Optional.of(own)).at("default-route.apps.example.com"))
        .contains(own);
  }

  @Test
  void sendsDirectlyWhereOpenShiftsRegistryHasNoRoute() {
    InternalRegistry closed = new InternalRegistry(Optional.empty(), "svc:5000", Optional.empty());

    DeliveryChoice choice = choose(request(Choice.AUTO, null), places(null, closed, null));

    assertThat(choice.delivery()).isEqualTo(Delivery.DIRECT);
    assertThat(choice.reason())
        .startsWith("no registry is known, and OpenShift's own has no Route (");
  }

  @Test
  void loadsIntoALocalClusterWithoutARegistry() throws IOException {
    FakeProgram.named("kind", tools);

    DeliveryChoice choice = choose(request(Choice.AUTO, null), places(null, null, KIND));

    assertThat(choice.destination())
        .map(Destination::target)
        .contains(new ImageTarget("localhost/shop", "localhost/shop", Optional.empty()));
    assertThat(choice.reason()).isEqualTo("images are loaded into kind cluster dev by kind");
    assertThat(choice.pullPolicy()).contains("Never");
  }

  @Test
  void sendsDirectlyWhereTheProgramIsMissingAndSaysSo() {
    DeliveryChoice choice = choose(request(Choice.AUTO, null), places(null, null, KIND));

    assertThat(choice.delivery()).isEqualTo(Delivery.DIRECT);
    assertThat(choice.reason())
        .isEqualTo(
            "no registry is known, and kind, which would load images into kind cluster dev, is"
                + " not on the PATH (-Ddev.registry=HOST/PATH would name one)");
  }

  @Test
  void loadsIntoTheNodesOfKindByDockerWhereItsProgramIsMissing() throws IOException {
    FakeProgram.named("docker", tools);
    ClusterNode node = new ClusterNode("dev-control-plane", "", Map.of(), "", Set.of());
    LocalCluster kind = new LocalCluster(Product.KIND, "dev", List.of(node));

    assertThat(choose(request(Choice.AUTO, null), places(null, null, kind)).reason())
        .isEqualTo("images are loaded into kind cluster dev by docker");
  }

  @Test
  void loadsIntoTheDaemonOfItsOwnContextWhereDockerKnowsOne() throws IOException {
    FakeProgram docker =
        FakeProgram.named("docker", tools, "[[ $3 == rancher-desktop ]] || exit 1");
    LocalCluster rancher = new LocalCluster(Product.RANCHER_DESKTOP, "rancher-desktop", List.of());

    DeliveryChoice choice = choose(request(Choice.AUTO, null), places(null, null, rancher));

    assertThat(docker.calls()).containsExactly("docker context inspect rancher-desktop");
    assertThat(((Destination.Nodes) choice.destination().orElseThrow()).way())
        .isEqualTo(LoadTool.docker("Rancher Desktop").withDockerContext("rancher-desktop"));
  }

  @ParameterizedTest
  @CsvSource({
    "RANCHER_DESKTOP, rancher-desktop, containerd://2.0, nerdctl",
    "RANCHER_DESKTOP, rancher-desktop, docker://27.0, docker",
    "COLIMA, colima-dev, containerd://2.0, colima",
    "COLIMA, colima-dev, docker://27.0, docker",
    "DOCKER_DESKTOP, docker-desktop, docker://27.0, docker",
    "ORBSTACK, orbstack, docker://27.0, docker",
    "K3D, dev, containerd://2.0, k3d",
    "MINIKUBE, dev, docker://27.0, minikube",
  })
  void takesTheProgramThatFitsWhatRunsTheContainers(
      Product product, String name, String runtime, String program) throws IOException {
    FakeProgram.named(program, tools);
    ClusterNode node = new ClusterNode("node", "", Map.of(), runtime, Set.of());
    LocalCluster cluster = new LocalCluster(product, name, List.of(node));

    assertThat(choose(request(Choice.AUTO, null), places(null, null, cluster)).reason())
        .endsWith(" by " + program);
  }

  @Test
  void loadsIntoTheNodesOfDockerDesktopWhereThoseAreOfKind() throws IOException {
    FakeProgram.named("docker", tools, "exit 1");
    ClusterNode node =
        new ClusterNode("desktop-control-plane", "", Map.of(), "containerd://2.0", Set.of());
    LocalCluster desktop =
        new LocalCluster(Product.DOCKER_DESKTOP, "docker-desktop", List.of(node));

    DeliveryChoice choice = choose(request(Choice.AUTO, null), places(null, null, desktop));

    assertThat(((Destination.Nodes) choice.destination().orElseThrow()).way())
        .isEqualTo(LoadTool.containers("Docker Desktop", List.of("desktop-control-plane")));
  }

  @Test
  void takesTheWayThatTheUserNamesBeforeAnyRegistry() throws IOException {
    FakeProgram.named("ctr", tools);

    DeliveryChoice choice =
        choose(request(Choice.AUTO, null, Load.CTR), places(ANNOUNCED, null, null));

    assertThat(choice.reason())
        .isEqualTo("images are loaded into containerd on this machine by ctr");
  }

  @Test
  void failsWhereTheProgramThatTheUserNamesIsMissing() {
    assertThatThrownBy(() -> choose(request(Choice.AUTO, null, Load.K3D), places(null, null, KIND)))
        .isInstanceOf(Problem.class)
        .hasMessage("dev.load wants k3d to load images, and it is not on the PATH.");
  }

  @Test
  void loadsNothingWhereTheUserWantsThat() throws IOException {
    FakeProgram.named("kind", tools);

    assertThat(choose(request(Choice.AUTO, null, Load.NONE), places(null, null, KIND)).delivery())
        .isEqualTo(Delivery.DIRECT);
  }

  @Test
  void sendsDirectlyWhereNoRegistryIsKnownAndSaysSo() {
    DeliveryChoice choice = choose(request(Choice.AUTO, null), ClusterDestinations.UNKNOWN);

    assertThat(choice.delivery()).isEqualTo(Delivery.DIRECT);
    assertThat(choice.reason())
        .isEqualTo("no registry is known (-Ddev.registry=HOST/PATH would name one)");
  }

  @Test
  void refusesAnImageWithoutARegistry() {
    assertThatThrownBy(() -> choose(request(Choice.IMAGE, null), ClusterDestinations.UNKNOWN))
        .isInstanceOf(Problem.class)
        .hasMessage("There is no registry to push the image of shop to.");
  }

  @Test
  void refusesAnImageWithoutTheProgramThatWouldLoadIt() {
    assertThatThrownBy(() -> choose(request(Choice.IMAGE, null), places(null, null, KIND)))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "There is no registry to push the image of shop to, and kind, which would load images"
                + " into kind cluster dev, is not on the PATH.");
  }

  @Test
  void givesNoReasonForWhatTheUserChose() {
    assertThat(choose(request(Choice.DIRECT, null), places(ANNOUNCED, null, null)).reason())
        .isEmpty();
  }

  private DeliveryChoice choose(AppRequest request, ClusterDestinations places) {
    return DeliveryChoice.of(
        request, places, new Destinations(new Programs(Map.of("PATH", tools.toString()))));
  }

  private static ClusterDestinations places(
      @Nullable LocalRegistry announced,
      @Nullable InternalRegistry internal,
      @Nullable LocalCluster local) {
    return new ClusterDestinations() {
      @Override
      public Optional<LocalRegistry> announced() {
        return Optional.ofNullable(announced);
      }

      @Override
      public Optional<InternalRegistry> internal() {
        return Optional.ofNullable(internal);
      }

      @Override
      public Optional<LocalCluster> local() {
        return Optional.ofNullable(local);
      }

      @Override
      public String namespace() {
        return "team";
      }
    };
  }

  @Test
  void saysThatFilesOfTheImageDoNotReachPodsWithoutOne() throws IOException {
    App plain = request(Choice.DIRECT, null).app();
    Module module =
        new Module(
            plain.coordinates(),
            tools,
            tools.resolve("pom.xml"),
            List.of(),
            List.of(),
            tools.resolve("classes"),
            tools.resolve("generated"),
            List.of(),
            new Module.CompilerSettings(List.of(), List.of(), null));
    App app =
        new App(
            "shop",
            plain.coordinates(),
            "",
            "Shop",
            List.of(module),
            List.of(),
            17,
            Framework.NONE,
            8080,
            Optional.empty());
    DeliveryChoice direct = choose(request(Choice.DIRECT, null), places(null, null, null));
    DeliveryChoice image = choose(request(Choice.AUTO, "quay.example"), places(null, null, null));

    assertThat(direct.leavesOut(app)).isEmpty();
    Files.writeString(
        Files.createDirectories(tools.resolve("src/main/image/etc")).resolve("motd"), "hello");

    assertThat(direct.leavesOut(app))
        .contains(
            "src/main/image is not in its pods: delivery direct has no image of yours. Name a"
                + " registry if the app needs it: -Ddev.registry=HOST/PATH");
    assertThat(image.leavesOut(app)).isEmpty();
  }

  private static AppRequest request(Choice delivery, @Nullable String registry) {
    return request(delivery, registry, Load.AUTO);
  }

  private static AppRequest request(Choice delivery, @Nullable String registry, Load load) {
    return TestRequest.of("shop").delivery(delivery).registry(registry).load(load).build();
  }
}
