package dev.innerloop.cluster.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.cluster.FakeApi;
import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Objects whose watch has stopped without a sign: the API server's never reports anything. */
class WatchedObjectsTest {

  private static final String PODS = "GET /api/v1/namespaces/team/pods";

  @RegisterExtension final FakeApi api = new FakeApi();

  private final AtomicInteger changes = new AtomicInteger();
  private WatchedObjects<Pod> pods;

  @BeforeEach
  void start() {
    serve("a");
    pods =
        new WatchedObjects<>(
            "dev-test", api.client.pods().inNamespace("team"), changes::incrementAndGet);
    pods.start();
  }

  @AfterEach
  void end() {
    pods.close();
  }

  @Test
  void areThoseOfTheFirstList() {
    assertThat(names()).containsExactly("a");
  }

  @Test
  void areListedAgainIfTheWatchIsStillBehindAtTheSecondCheck() {
    serve("a", "b");

    pods.check();
    assertThat(names()).as("an event may be under way").containsExactly("a");
    int before = changes.get();
    pods.check();

    Await.untilAsserted(
        Duration.ofMinutes(1), () -> assertThat(names()).containsExactlyInAnyOrder("a", "b"));
    Await.until("the change to be reported", () -> changes.get() > before);
  }

  @Test
  void stayAsTheyAreWhileTheServerDoesNotAnswer() {
    serve("a", "b");
    pods.check();
    api.refuse(PODS, 500, "overloaded");

    pods.check();

    assertThat(names()).containsExactly("a");
  }

  @Test
  void areNotWatchedAgainAfterTheEnd() {
    serve("a", "b");
    pods.check();
    pods.close();
    int before = api.requests().size();

    pods.check();

    assertThat(api.requests()).as("only the list of the check").hasSize(before + 1);
  }

  private List<String> names() {
    return pods.objects().orElse(List.of()).stream()
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private void serve(String... names) {
    api.answer(
        PODS,
        Arrays.stream(names)
            .map(
                name ->
                    "{\"metadata\":{\"name\":\"%1$s\",\"namespace\":\"team\",\"uid\":\"uid-%1$s\",\"resourceVersion\":\"1\"}}"
                        .formatted(name))
            .collect(
                Collectors.joining(
                    ",",
                    "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[",
                    "]}")));
  }
}
