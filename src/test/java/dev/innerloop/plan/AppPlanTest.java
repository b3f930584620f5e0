package dev.innerloop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.cluster.access.Access;
import dev.innerloop.cluster.discovery.RemainingQuota;
import dev.innerloop.cluster.discovery.ServiceAccountCredentials;
import dev.innerloop.cluster.tenancy.TenantLimits;
import dev.innerloop.event.Event;
import dev.innerloop.image.TestApp;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.image.registry.OneImageRegistry;
import dev.innerloop.manifest.Delivery;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.PullSecret;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.manifest.settings.ContainerSettings;
import dev.innerloop.plan.delivery.ClusterDestinations;
import dev.innerloop.plan.delivery.NodePlatforms;
import dev.innerloop.plan.image.PodImage;
import dev.innerloop.plan.image.PodImages;
import dev.innerloop.plan.image.PullCredentials;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.ImageSettings;
import dev.innerloop.request.PullSecretChoice;
import dev.innerloop.request.TestRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AppPlanTest {

  private static final String PULLED = "registry.example.com/team/shop:1";

  @TempDir private Path folder;

  private final OneImageRegistry registry = new OneImageRegistry();
  private final FakeFacts facts = new FakeFacts();
  private final List<Event> events = new ArrayList<>();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void decidesTheDeliveryOnceForAllContainers() throws IOException {
    AppPlan plan = plan(request(ImageSettings.Choice.AUTO).build());

    assertThat(plan.delivery().delivery()).isEqualTo(Delivery.DIRECT);
    AppPlan smaller =
        plan.withDefaultResources(
            new ContainerSettings.Resources(
                Optional.of("512Mi"), Optional.empty(), Optional.empty()));

    assertThat(smaller.delivery()).isSameAs(plan.delivery());
    assertThat(smaller.baseImage()).isSameAs(plan.baseImage());
    assertThat(facts.placesAsked).isEqualTo(1);
    assertThat(facts.nodesAsked).isEqualTo(1);
  }

  @Test
  void knowsTheBaseImageEvenIfThereIsNoPlaceForTheImage() throws IOException {
    AppPlan plan = plan(request(ImageSettings.Choice.IMAGE).build());

    assertThat(plan.baseImage().reference()).isEqualTo(registry.image());
    assertThatThrownBy(plan::delivery)
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("There is no registry to push the image of shop to");
  }

  @Test
  void expectsThePodsThatItDeploys() throws IOException {
    AppPlan plan = plan(request(ImageSettings.Choice.DIRECT).build());
    plan.baseImage();

    Resources expected = plan.expectedDevManifests(ClusterObjects.UNKNOWN);
    PodImage image =
        new PodImages(plan.request(), plan.images(), events::add)
            .in(plan.delivery(), Optional.empty());
    Resources deployed = plan.devManifests(image, SessionKey.random()).of(plan.request()).dev();

    assertThat(withoutChecksum(deployed)).isEqualTo(withoutChecksum(expected));
  }

  /** The checksum is about the key, which only a deployment knows. */
  private static String withoutChecksum(Resources resources) {
    return resources.yaml().get("shop-deployment.yml").replaceAll("dev.innerloop/supervisor.*", "");
  }

  @Test
  void namesTheSecretByWhichNodesPullTheRelease() throws IOException {
    AppPlan plan =
        plan(
            request(ImageSettings.Choice.IMAGE)
                .registry("registry.example.com/team")
                .pullSecret(new PullSecretChoice.Named("theirs"))
                .build());

    Release release = plan.release(new ManifestRequest.Image(PULLED, false), events::add);

    assertThat(release.manifests().yaml().get("shop-deployment.yml"))
        .contains("image: \"" + PULLED + "\"", "- name: \"theirs\"");
    assertThat(release.applied()).isEqualTo(release.manifests());
  }

  @Test
  void asksForNoSecretIfTheImageWasLoadedIntoTheNodes() throws IOException {
    AppPlan plan =
        plan(
            request(ImageSettings.Choice.IMAGE)
                .pullSecret(new PullSecretChoice.Named("theirs"))
                .build());

    Release release =
        plan.release(new ManifestRequest.Image("localhost/shop:1", false), events::add);

    assertThat(release.manifests().yaml().get("shop-deployment.yml")).doesNotContain("theirs");
    assertThat(facts.secretsAsked).isZero();
  }

  @Test
  void spreadsTheReplicasThatAReleaseKeeps() throws IOException {
    AppPlan plan = plan(request(ImageSettings.Choice.IMAGE).build());
    ManifestRequest.Image image = new ManifestRequest.Image("localhost/shop:1", false);

    facts.replicas = OptionalInt.of(3);
    assertThat(plan.release(image, events::add).manifests().yaml().get("shop-deployment.yml"))
        .contains("topologySpreadConstraints:")
        .doesNotContain("replicas:");

    facts.replicas = OptionalInt.of(1);
    assertThat(plan.release(image, events::add).manifests().yaml().get("shop-deployment.yml"))
        .doesNotContain("topologySpreadConstraints:");
  }

  private TestRequest request(ImageSettings.Choice delivery) throws IOException {
    return TestRequest.of(TestApp.in(folder).app(17))
        .in(folder)
        .delivery(delivery)
        .baseImage(registry.image());
  }

  private AppPlan plan(AppRequest request) {
    return new AppPlan(
        request,
        facts,
        new CommandForm("mvn", "dev:", List.of()),
        ConfiguredCredentials.NONE,
        events::add);
  }

  /** Nothing is known of the cluster, and what is asked is counted. */
  private static final class FakeFacts implements NamespaceFacts {

    private OptionalInt replicas = OptionalInt.empty();
    private int placesAsked;
    private int nodesAsked;
    private int secretsAsked;

    @Override
    public String name() {
      return "team";
    }

    @Override
    public boolean isOpenShift() {
      return false;
    }

    @Override
    public NodePlatforms nodes() {
      nodesAsked++;
      return NodePlatforms.UNKNOWN;
    }

    @Override
    public ClusterDestinations places() {
      placesAsked++;
      return ClusterDestinations.UNKNOWN;
    }

    @Override
    public OptionalInt replicas(String app) {
      return replicas;
    }

    @Override
    public ClusterObjects objects() {
      return ClusterObjects.UNKNOWN;
    }

    @Override
    public PullCredentials.Namespace pullSecrets(String app) {
      secretsAsked++;
      return new PullCredentials.Namespace() {
        @Override
        public ServiceAccountCredentials loginsOf(String account) {
          return new ServiceAccountCredentials(List.of(), java.util.Set.of());
        }

        @Override
        public Optional<PullSecret> present() {
          return Optional.empty();
        }

        @Override
        public boolean lacks(String secret) {
          return false;
        }
      };
    }

    @Override
    public Access access() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RemainingQuota> room(Collection<Map<String, String>> pods) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TenantLimits limits() {
      throw new UnsupportedOperationException();
    }
  }
}
