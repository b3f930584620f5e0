package dev.innerloop.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What may happen to an app while it is worked on: pods come and go, the connection is cut, the
 * session is killed. Whatever the app is made with, so one example is enough.
 */
abstract class EnduringApp extends WatchedApp {

  private final ApiRelay relay;

  EnduringApp(Delivery delivery) {
    super(Example.HELLO, delivery);
    relay = Node.isForeign() ? null : bench.apiRelay();
  }

  @Override
  Path kubeconfig() {
    return relay == null ? super.kubeconfig() : relay.kubeconfig();
  }

  @Test
  @Order(11)
  void theSuccessorOfADeletedPodServesTheEditedCode() {
    Pod victim = namespace.pods(app).get(0);
    namespace.client().resource(victim).delete();
    served(2, "rebuilt");
    assertThat(namespace.uids(app)).doesNotContain(victim.getMetadata().getUid());
  }

  @Test
  @Order(12)
  void replicasAddedByScalingServeTheEditedCode() {
    int many = 4;
    namespace.scale(app, many);
    Await.untilAsserted(
        DEPLOYED, () -> namespace.awaitServedByEach(app, many, example.path(), "rebuilt", SOON));
    example.editBody(project, "by all of them");
    served(many, "by all of them");
    namespace.scale(app, 2);
    served(2, "by all of them");
  }

  @Test
  @Order(13)
  @OnCluster(ours = true)
  void convergesAfterTheConnectionWasCutDuringAnEdit() {
    List<String> before = namespace.identities(app);
    Events events = session.events().fromNow();
    relay.cut();
    try {
      events.await("lost connection", SERVED, event -> event.isReplica("lost"));
      example.editBody(project, "while nobody was listening");
      events.await("compilation", SERVED, event -> event.is("compiled"));
    } finally {
      relay.restore();
    }
    served(2, "while nobody was listening");
    assertThat(namespace.identities(app)).isEqualTo(before);
    String url = session.events().awaitReady(SOON).url();
    Http.awaitAnswer(url + example.path(), "while nobody was listening", SERVED);
  }

  @Test
  @Order(14)
  void killedMavenLeavesTheAppServing() {
    List<String> before = namespace.identities(app);
    session.kill();
    served(2, served);
    assertThat(namespace.identities(app)).isEqualTo(before);
  }

  @Test
  @Order(15)
  void aPodThatStartsUnattendedServesItsImageOrWaits() {
    namespace.scale(app, 1);
    Pod pod = namespace.awaitPods(app, 1, SERVED).get(0);
    namespace.client().resource(pod).delete();
    if (delivery == Delivery.IMAGE) {
      served(1, example.greeting()); // what it was when the session built the image
      return;
    }
    Pod successor =
        Await.value(
            SERVED,
            () -> "no successor waits",
            () ->
                namespace.pods(app).stream()
                    .filter(it -> !it.getMetadata().getUid().equals(pod.getMetadata().getUid()))
                    .filter(it -> namespace.log(it.getMetadata().getName()).contains("dev:watch"))
                    .findFirst());
    assertThat(Namespace.isReady(successor)).isFalse();
    assertThat(run("dev:status").console())
        .contains(app + " in namespace " + namespace.name() + ": dev mode, delivery direct")
        .contains("Running, not ready")
        .contains("A pod that starts while no session runs waits for one: mvn dev:watch");
  }

  @Test
  @Order(16)
  void returningServesWhatWasEditedMeanwhile() throws IOException {
    example.editBody(project, "edited in between");
    List<String> before = namespace.identities(app);
    session = start("dev:watch", "-Ddev.takeover");
    String url = session.events().awaitReady(DEPLOYED).url();
    assertThat(Http.get(url + example.path())).contains("edited in between");
    served(1, "edited in between");
    if (delivery == Delivery.DIRECT) {
      assertThat(namespace.identities(app)).isEqualTo(before);
    }
    session.interrupt();
  }
}
