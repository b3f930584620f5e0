package dev.innerloop.plan.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.cluster.discovery.ServiceAccountCredentials;
import dev.innerloop.event.Event;
import dev.innerloop.image.registry.NodeAccess;
import dev.innerloop.image.transport.Credentials;
import dev.innerloop.manifest.AppPods;
import dev.innerloop.manifest.ManifestRequest;
import dev.innerloop.manifest.PullSecret;
import dev.innerloop.manifest.Resources;
import dev.innerloop.manifest.check.ClusterObjects;
import dev.innerloop.plan.ReleaseManifests;
import dev.innerloop.problem.Problem;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.ImageSettings;
import dev.innerloop.request.PullSecretChoice;
import dev.innerloop.request.TestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose Secret nodes pull by. */
class PullCredentialsTest {

  private static final String REPOSITORY = "registry.example.com/team/shop";
  private static final NodeAccess LOGIN =
      new NodeAccess.WithCredentials("registry.example.com", new Credentials("anna", "hunter22"));

  private final List<String> told = new ArrayList<>();
  private NodeAccess access = LOGIN;
  private int asked;
  private ServiceAccountCredentials account = new ServiceAccountCredentials(List.of(), Set.of());
  private Optional<PullSecret> present = Optional.empty();

  @Test
  void givesNodesTheLoginThatThisMachineHas() {
    PullCredentials rights = rights(new PullSecretChoice.Auto());

    Resources named = rights.named(shipped());

    assertThat(secretsOf(named)).containsExactly("shop-pull");
    assertThat(named.yaml().toString()).doesNotContain("hunter22").doesNotContain("kind: Secret");
    assertThat(rights.complete(named).yaml()).containsKey("shop-pull-secret.yml");
    assertThat(told)
        .containsExactly(
            "shop: nodes pull the image as anna, with the Secret shop-pull"
                + " (-Ddev.pullSecret=none leaves it out)");
  }

  @Test
  void decidesOnceInASession() {
    PullCredentials rights = rights(new PullSecretChoice.Auto());

    Resources first = rights.named(shipped());
    Resources second = rights.named(shipped());

    assertThat(second).isEqualTo(first);
    assertThat(asked).isEqualTo(1);
    assertThat(told).hasSize(1);
  }

  @Test
  void givesNothingWhereEverybodyMayPull() {
    access = new NodeAccess.Anonymous();

    assertNothing(rights(new PullSecretChoice.Auto()));
  }

  @Test
  void givesNothingWhereTheUserWantsNone() {
    assertNothing(rights(new PullSecretChoice.None()));
    assertThat(asked).isZero();
  }

  @Test
  void leavesPodsAloneThatNameSecretsThemselves() {
    PullCredentials rights = rights(new PullSecretChoice.Auto());
    Resources theirs = new AppPods(shipped(), "shop").namingPullSecrets(List.of("theirs"));

    assertThat(rights.named(theirs)).isSameAs(theirs);
    assertThat(rights.complete(theirs)).isSameAs(theirs);
    assertThat(asked).isZero();
  }

  @Test
  void leavesItToTheAccountThatHasALoginForTheRegistry() {
    account = new ServiceAccountCredentials(List.of("team"), Set.of("registry.example.com"));

    assertNothing(rights(new PullSecretChoice.Auto()));
    assertThat(asked).isZero();
  }

  @Test
  void keepsWhatTheAccountHasForOtherRegistries() {
    account = new ServiceAccountCredentials(List.of("team"), Set.of("quay.example"));

    assertThat(secretsOf(rights(new PullSecretChoice.Auto()).named(shipped())))
        .containsExactly("shop-pull", "team");
  }

  @Test
  void takesTheSecretThatTheUserNames() {
    PullCredentials rights = rights(new PullSecretChoice.Named("team"));

    Resources named = rights.named(shipped());

    assertThat(secretsOf(named)).containsExactly("team");
    assertThat(rights.complete(named)).isSameAs(named);
  }

  @Test
  void refusesASecretThatIsNotThere() {
    PullCredentials rights = rights(new PullSecretChoice.Named("missing"));

    assertThatThrownBy(() -> rights.named(shipped()))
        .hasMessage("dev.pullSecret names missing, and the namespace has no such Secret.")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(
            "Create it:\nkubectl create secret docker-registry missing"
                + " --docker-server=registry.example.com --docker-username=USER"
                + " --docker-password=PASSWORD");
  }

  @Test
  void saysThatNodesCannotUseAnIdentityToken() {
    access = new NodeAccess.WithIdentityToken("registry.example.com");

    assertThat(secretsOf(rights(new PullSecretChoice.Auto()).named(shipped()))).isEmpty();
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith(
            "shop: the credentials for registry.example.com are an identity token, with which nodes"
                + " cannot pull. If they have no other way in: kubectl create secret"
                + " docker-registry");
  }

  @Test
  void keepsTheSecretOfSomebodyWhoHadALogin() {
    access = new NodeAccess.Unknown();
    present = Optional.of(PullSecret.of("shop", "registry.example.com", "anna", "hunter22"));
    PullCredentials rights = rights(new PullSecretChoice.Auto());

    Resources named = rights.named(shipped());

    assertThat(secretsOf(named)).containsExactly("shop-pull");
    assertThat(rights.complete(named).yaml()).containsKey("shop-pull-secret.yml");
  }

  @Test
  void leavesOpenShiftsOwnRegistryToOpenShift() {
    assertNothing(
        rights(
            "image-registry.openshift-image-registry.svc:5000/team/shop",
            new PullSecretChoice.Auto()));
    assertThat(asked).isZero();
  }

  private void assertNothing(PullCredentials rights) {
    Resources shipped = shipped();
    assertThat(rights.named(shipped)).isSameAs(shipped);
    assertThat(rights.complete(shipped)).isSameAs(shipped);
    assertThat(told).isEmpty();
  }

  private static List<String> secretsOf(Resources resources) {
    return new AppPods(resources, "shop").pullSecrets();
  }

  private PullCredentials rights(PullSecretChoice choice) {
    return rights(REPOSITORY, choice);
  }

  private PullCredentials rights(String repository, PullSecretChoice choice) {
    return new PullCredentials(
        request(choice),
        repository,
        () -> {
          asked++;
          return access;
        },
        new PullCredentials.Namespace() {
          @Override
          public ServiceAccountCredentials loginsOf(String name) {
            assertThat(name).isEqualTo("default");
            return account;
          }

          @Override
          public Optional<PullSecret> present() {
            return present;
          }

          @Override
          public boolean lacks(String secret) {
            return secret.equals("missing");
          }
        },
        event -> told.add(((Event.Notice) event).message()));
  }

  private static Resources shipped() {
    return new ReleaseManifests(request(new PullSecretChoice.Auto()), false, ClusterObjects.UNKNOWN)
        .of(new ManifestRequest.Image(REPOSITORY + ":1", false));
  }

  private static AppRequest request(PullSecretChoice choice) {
    return TestRequest.of("shop").delivery(ImageSettings.Choice.IMAGE).pullSecret(choice).build();
  }
}
