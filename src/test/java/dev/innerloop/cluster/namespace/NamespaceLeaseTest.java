package dev.innerloop.cluster.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.FakeApi;
import dev.innerloop.cluster.api.NamespaceClient;
import dev.innerloop.testing.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NamespaceLeaseTest {

  private static final String NAMESPACE = "/api/v1/namespaces/anna-shop";

  @RegisterExtension final FakeApi api = new FakeApi();

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final NamespaceListener listener =
      new NamespaceListener() {
        @Override
        public void created(String name) {}

        @Override
        public void noted(String words) {
          heard.add(words);
        }
      };
  private NamespaceLease occupancy;

  @AfterEach
  void end() {
    occupancy.close();
  }

  @Test
  void renewsItRepeatedlyWhileItIsInUse() {
    api.answer("GET " + NAMESPACE, ours("\"dev.innerloop/ttl\":\"PT0.2S\""));

    begin();

    await(() -> renewals() >= 3);
    assertThat(
            api.requests().stream().filter(it -> it.startsWith("PATCH")).findFirst().orElseThrow())
        .contains("\"dev.innerloop/ttl\":\"PT0.2S\"")
        .contains("\"dev.innerloop/expires\":\"");
    assertThat(heard).isEmpty();
  }

  @Test
  void endsWithTheSession() {
    api.answer("GET " + NAMESPACE, ours("\"dev.innerloop/ttl\":\"PT0.2S\""));
    begin();
    await(() -> renewals() >= 1);

    occupancy.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("dev-namespace-expiry"))
        .allSatisfy(thread -> await(() -> !thread.isAlive()));
  }

  @Test
  void keepsNamespacesThatDoNotExpireOrAreNotOurs() {
    api.answer("GET " + NAMESPACE, ours(""));
    begin();
    await(() -> looks() == 1);
    occupancy.close();
    api.answer(
        "GET " + NAMESPACE,
        ours("\"dev.innerloop/ttl\":\"PT0.01S\"").replace("created-for", "another"));
    begin();
    await(() -> looks() == 2);

    // Meanwhile one with the same expiry is renewed several times.
    String control = "/api/v1/namespaces/control";
    api.answer(
        "GET " + control,
        ours("\"dev.innerloop/ttl\":\"PT0.01S\"").replace("anna-shop", "control"));
    try (NamespaceLease other =
        NamespaceLease.of(new NamespaceClient(api.client, api.errors, "control"), listener)) {
      await(
          () ->
              api.requests().stream().filter(it -> it.startsWith("PATCH " + control)).count() > 4);
    }
    assertThat(renewals()).isZero();
    assertThat(heard).isEmpty();
  }

  @Test
  void reportsOnceThatItCannotBeRenewed() {
    api.answer("GET " + NAMESPACE, ours("\"dev.innerloop/ttl\":\"PT0.2S\""));
    api.refuse("PATCH " + NAMESPACE, 500, "etcd is away");

    begin();

    await(() -> !heard.isEmpty());
    assertThat(heard)
        .containsExactly("The API server did not renew namespace anna-shop: etcd is away");
  }

  private void begin() {
    occupancy =
        NamespaceLease.of(new NamespaceClient(api.client, api.errors, "anna-shop"), listener);
  }

  private long renewals() {
    return api.requests().stream().filter(it -> it.startsWith("PATCH " + NAMESPACE)).count();
  }

  private long looks() {
    return api.requests().stream().filter(it -> it.startsWith("GET " + NAMESPACE)).count();
  }

  private static void await(BooleanSupplier condition) {
    Await.until("the condition", condition::getAsBoolean);
  }

  private static String ours(String annotations) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"anna-shop\","
        + "\"labels\":{\"dev.innerloop/created-for\":\"anna\"},\"annotations\":{"
        + annotations
        + "}}}";
  }
}
