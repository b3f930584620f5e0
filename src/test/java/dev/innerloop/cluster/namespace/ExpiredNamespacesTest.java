package dev.innerloop.cluster.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.cluster.FakeApi;
import dev.innerloop.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpiredNamespacesTest {

  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String REVIEWS =
      "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String BEFORE = "2026-03-02T11:59:59Z";
  private static final String LATER = "2026-03-02T12:00:01Z";
  private static final String OURS = "\"dev.innerloop/created-for\":\"anna\"";

  @RegisterExtension final FakeApi api = new FakeApi();

  private final List<String> told = new ArrayList<>();

  @Test
  void deletesOnlyExpiredNamespacesOfThisPlugin() throws InterruptedException {
    list(
        namespace("old", OURS, BEFORE),
        namespace("new", OURS, LATER),
        namespace("foreign", "", BEFORE),
        namespace("odd", OURS, "yesterday"));
    api.answer("GET " + NAMESPACES + "/old", namespace("old", OURS, BEFORE));
    allow(true);
    // It is deleted at once.
    api.afterwards("DELETE " + NAMESPACES + "/old", "GET " + NAMESPACES + "/old");

    delete();

    assertThat(told)
        .containsExactly("Namespace old expired at " + BEFORE + ".", "Deleted namespace old.");
    assertThat(deleted()).containsExactly("DELETE " + NAMESPACES + "/old");
  }

  @Test
  void aNamespaceRenewedSinceItWasListedIsKept() throws InterruptedException {
    list(namespace("old", OURS, BEFORE));
    api.answer("GET " + NAMESPACES + "/old", namespace("old", OURS, LATER));
    allow(true);

    delete();

    assertThat(deleted()).isEmpty();
  }

  @Test
  void aUserWhoMayDeleteNoneGetsTheAdministratorsCommand() {
    list(namespace("old", OURS, BEFORE), namespace("older", OURS, BEFORE));
    allow(false);

    assertThatThrownBy(this::delete)
        .isInstanceOf(Problem.class)
        .hasMessage(
            "You are not allowed to delete any of the expired namespaces. Nothing was deleted.")
        .extracting(it -> ((Problem) it).remedy())
        .asString()
        .endsWith("kubectl delete namespace old older");
    assertThat(told)
        .first()
        .isEqualTo(
            "Namespace old expired at "
                + BEFORE
                + "; it is kept, because you are not allowed to delete it.");
    assertThat(deleted()).isEmpty();
  }

  @Test
  void reportsThatNamespacesMayNotBeListed() {
    api.refuse("GET " + NAMESPACES, 403, "namespaces is forbidden");

    assertThatThrownBy(this::delete)
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("You are not allowed to list namespaces, so expired ones");
  }

  private void delete() throws InterruptedException {
    new ExpiredNamespaces(api.client, api.errors).delete(NOW, Duration.ofSeconds(9), told::add);
  }

  private List<String> deleted() {
    return api.requests().stream()
        .filter(it -> it.startsWith("DELETE"))
        .map(it -> it.replaceFirst(" \\{.*", ""))
        .toList();
  }

  private void allow(boolean allowed) {
    api.answer(REVIEWS, "{\"status\":{\"allowed\":" + allowed + "}}");
  }

  private void list(String... namespaces) {
    api.answer(
        "GET " + NAMESPACES,
        "{\"kind\":\"NamespaceList\",\"items\":[" + String.join(",", namespaces) + "]}");
  }

  private static String namespace(String name, String labels, String expires) {
    return "{\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\",\"labels\":{%s},\"annotations\":{\"dev.innerloop/expires\":\"%s\"}}}"
        .formatted(name, labels, expires);
  }
}
