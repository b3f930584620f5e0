package dev.innerloop.cluster.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.cluster.FakeApi;
import dev.innerloop.cluster.tenancy.ApiGroups;
import dev.innerloop.cluster.tenancy.Tenancy;
import dev.innerloop.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests to an API server that accepts everything, unless a test says otherwise. */
class NamespacesTest {

  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String QUOTAS = NAMESPACES + "/anna-shop/resourcequotas";
  private static final GuardRails RAILS =
      new GuardRails(
          Map.of("pods", "5"),
          ContainerLimits.NONE,
          Optional.of(List.of()),
          Optional.of(PodSecurity.BASELINE));

  @RegisterExtension final FakeApi api = new FakeApi();

  private final List<String> heard = new ArrayList<>();

  @Test
  void createsTheGuardRailsWithTheNamespace() {
    enter(settings(Tenancy.KUBERNETES, RAILS));

    assertThat(sent("POST " + NAMESPACES + " "))
        .contains("\"pod-security.kubernetes.io/enforce\":\"baseline\"");
    assertThat(sent("POST " + QUOTAS)).contains("\"pods\":\"5\"");
    assertThat(api.requests())
        .anyMatch(it -> it.startsWith("POST /apis/networking.k8s.io/v1/namespaces/anna-shop/"));
    assertThat(heard).containsExactly("created anna-shop");
  }

  @Test
  void createsNoneWithoutConfiguration() {
    enter(settings(Tenancy.KUBERNETES, GuardRails.NONE));

    assertThat(api.requests())
        .filteredOn(it -> it.startsWith("POST"))
        .extracting(it -> it.substring(0, it.indexOf(" {")))
        .containsExactly("POST " + NAMESPACES, "POST " + NAMESPACES + "/anna-shop/configmaps");
  }

  @Test
  void doesNotChangeAnExistingNamespace() {
    api.answer("GET " + NAMESPACES + "/anna-shop", namespace("{}"));

    enter(settings(Tenancy.KUBERNETES, RAILS));

    assertThat(api.requests()).noneMatch(it -> it.startsWith("POST"));
  }

  @Test
  void leavesGuardRailsToTheTenancy() {
    enter(settings(Tenancy.CAPSULE, RAILS));

    assertThat(api.requests()).noneMatch(it -> it.contains(QUOTAS));
    assertThat(sent("POST " + NAMESPACES + " ")).doesNotContain("pod-security");
    assertThat(heard)
        .contains(
            "<guardRails> of the POM are ignored for namespace anna-shop: Capsule sets its own."
                + " They apply to plain Kubernetes only.");
  }

  @Test
  void aNamespaceWhoseGuardRailsAreRejectedIsDeletedAgain() {
    api.refuse(
        "POST " + QUOTAS,
        403,
        "resourcequotas is forbidden: User \"anna\" cannot create resource \"resourcequotas\"");
    api.answer("DELETE " + NAMESPACES + "/anna-shop", namespace("{}"));

    Problem problem =
        catchThrowableOfType(Problem.class, () -> enter(settings(Tenancy.KUBERNETES, RAILS)));

    assertThat(problem)
        .hasMessage(
            "You are not allowed to create the ResourceQuota of namespace anna-shop, which was"
                + " created just now: resourcequotas is forbidden: User \"anna\" cannot create"
                + " resource \"resourcequotas\"\n"
                + "It has been deleted again.");
    assertThat(problem.remedy()).startsWith("Remove <guardRails> from the POM, or ask");
    assertThat(api.requests()).anyMatch(it -> it.startsWith("DELETE " + NAMESPACES + "/anna-shop"));
    assertThat(heard).isEmpty();
  }

  @Test
  void aNewNamespaceHasAnExpiry() {
    enter(settings(Duration.ofHours(8)));

    assertThat(sent("POST " + NAMESPACES + " ")).contains("\"dev.innerloop/ttl\":\"PT8H\"");
    assertThat(heard).last().asString().startsWith("Namespace anna-shop expires at ");
  }

  @Test
  void everyRunRenewsItByItsOwnTimeToLive() {
    api.answer("GET " + NAMESPACES + "/anna-shop", namespace("{\"dev.innerloop/ttl\":\"PT2H\"}"));
    Instant earliest = Instant.now().plus(Duration.ofHours(2)).minusSeconds(1);

    enter(settings(Tenancy.KUBERNETES, GuardRails.NONE));

    String sent = sent("PATCH " + NAMESPACES + "/anna-shop");
    assertThat(Instant.parse(sent.replaceAll(".*expires\":\"([^\"]+).*", "$1")))
        .isBetween(earliest, earliest.plusSeconds(60));
    assertThat(heard).isEmpty();
  }

  @Test
  void aUserWhoMayNotRenewSeesTheExpiry() {
    api.answer(
        "GET " + NAMESPACES + "/anna-shop",
        namespace("{\"dev.innerloop/expires\":\"2026-01-01T00:00:00Z\"}"));
    api.refuse("PATCH " + NAMESPACES + "/anna-shop", 403, "forbidden");

    enter(settings(Duration.ofHours(8)));

    assertThat(heard)
        .containsExactly(
            "You are not allowed to change namespace anna-shop, which expires at"
                + " 2026-01-01T00:00:00Z even if it is in use.");
  }

  @Test
  void aNamespaceOfOthersNeverExpires() {
    api.answer(
        "GET " + NAMESPACES + "/anna-shop",
        "{\"kind\":\"Namespace\",\"metadata\":{\"name\":\"anna-shop\"}}");

    enter(settings(Duration.ofHours(8)));

    assertThat(api.requests()).noneMatch(it -> it.startsWith("PATCH"));
    assertThat(heard)
        .containsExactly(
            "Namespace anna-shop does not expire: dev.ttl applies only to namespaces created by"
                + " dev-maven-plugin.");
  }

  private static NamespaceSettings settings(Tenancy tenancy, GuardRails rails) {
    return new NamespaceSettings(
        Optional.of("anna-shop"),
        "shop",
        "anna",
        tenancy,
        Optional.empty(),
        List.of(),
        rails,
        Optional.empty());
  }

  private static NamespaceSettings settings(Duration ttl) {
    return new NamespaceSettings(
        Optional.of("anna-shop"),
        "shop",
        "anna",
        Tenancy.KUBERNETES,
        Optional.empty(),
        List.of(),
        GuardRails.NONE,
        Optional.of(ttl));
  }

  private static String namespace(String annotations) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"anna-shop\","
        + "\"labels\":{\"dev.innerloop/created-for\":\"anna\"},\"annotations\":"
        + annotations
        + "}}";
  }

  private String sent(String request) {
    return api.requests().stream().filter(it -> it.startsWith(request)).findFirst().orElseThrow();
  }

  private void enter(NamespaceSettings settings) {
    new Namespaces(
            api.client,
            api.errors,
            new ApiGroups(Map.of()),
            Optional.empty(),
            settings,
            new NamespaceListener() {
              @Override
              public void created(String name) {
                heard.add("created " + name);
              }

              @Override
              public void noted(String words) {
                heard.add(words);
              }
            })
        .enter();
  }
}
