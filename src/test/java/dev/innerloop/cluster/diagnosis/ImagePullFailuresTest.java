package dev.innerloop.cluster.diagnosis;

import static dev.innerloop.cluster.diagnosis.RecordedPods.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failed image pulls. The messages are those of clusters and container runtimes. */
class ImagePullFailuresTest {

  private static final Place CONTAINER = new Place("Pod", "hello-1", "container hello");

  private final RecordedEvidence evidence = new RecordedEvidence();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          failed to resolve reference "r.io/a:1": r.io/a:1: not found                         | 0 | The image does not exist
          manifest unknown: manifest unknown                                                  | 0 | The image does not exist
          failed to authorize: failed to fetch anonymous token: 401 Unauthorized              | 0 | The registry requires authentication
          pull access denied, repository does not exist or may require authorization          | 0 | The registry requires authentication
          no match for platform in manifest: not found                                        | 0  | The image exists, but not for the node's
          tls: failed to verify certificate: x509: certificate signed by unknown authority    | 0  | The nodes do not trust
          http: server gave HTTP response to HTTPS client                                     | 0  | The registry speaks plain HTTP
          dial tcp: lookup r.example on 10.0.0.2:53: no such host                             | 20 | The nodes cannot resolve host r.io.
          dial tcp 127.0.0.1:5001: connect: connection refused                                | 20 | The nodes cannot reach
          429 Too Many Requests - toomanyrequests: You have reached your pull rate limit      | 60 | The registry's pull rate limit
          unexpected status from HEAD request: 503 Service Unavailable                        | 20 | Check that the nodes can reach
          """)
  void hasARemedyForEachPullError(String words, int grace, String remedy) {
    Finding finding = evidence.find(waiting("ErrImagePull", words)).orElseThrow();

    assertThat(finding.certainAfter()).isEqualTo(Duration.ofSeconds(grace));
    assertThat(finding.diagnosis().cause()).isEqualTo(Cause.IMAGE_PULL);
    assertThat(finding.diagnosis().what())
        .isEqualTo("Container hello of pod hello-1 cannot pull its image r.io/a:1");
    assertThat(finding.diagnosis().why()).isEqualTo(words);
    assertThat(finding.diagnosis().where()).isEqualTo(CONTAINER);
    assertThat(finding.diagnosis().remedy()).startsWith(remedy);
  }

  @Test
  void printsTheCommandForAPodWithoutPullSecret() {
    assertThat(remedyOf("pull access denied: 401 Unauthorized"))
        .isEqualTo(
            "The registry requires authentication to pull, and pod hello-1 names no pull Secret (or"
                + " the image does not exist). Log in on this machine (docker login r.io) and run"
                + " the command again, or: kubectl create secret docker-registry NAME"
                + " --docker-server=r.io --docker-username=USER --docker-password=PASSWORD, and"
                + " -Ddev.pullSecret=NAME");
  }

  @Test
  void distinguishesRejectedFromMissingCredentials() {
    Pod pod = waiting("ErrImagePull", "401 Unauthorized");
    pod.getSpec().getImagePullSecrets().add(new LocalObjectReference("team"));

    assertThat(evidence.found(pod).remedy())
        .isEqualTo(
            "The registry requires authentication to pull, and rejects the credentials in Secret"
                + " team (or the image does not exist). Log in again on this machine (docker login"
                + " r.io) and run the command again, or recreate the Secret: kubectl delete secret"
                + " team && kubectl create secret docker-registry team --docker-server=r.io"
                + " --docker-username=USER --docker-password=PASSWORD");
  }

  @Test
  void reportsAMissingPullSecret() {
    Pod pod = waiting("ErrImagePull", "401 Unauthorized");
    pod.getSpec().getImagePullSecrets().add(new LocalObjectReference("team"));
    evidence.event(
        "FailedToRetrieveImagePullSecret",
        "hello",
        "Unable to retrieve some image pull secrets (team); attempting to pull the image may not"
            + " succeed.");

    Finding finding = evidence.find(pod).orElseThrow();
    assertThat(finding.certainAfter())
        .as("a busy kubelet says the same of a Secret that is new")
        .isEqualTo(Duration.ofSeconds(20));
    assertThat(finding.diagnosis().remedy())
        .startsWith(
            "The registry requires authentication to pull, and not all pull Secrets of the pod"
                + " exist: Unable to retrieve some image pull secrets (team);");
  }

  @Test
  void namesTheNodesConfigurationForARegistryWithoutTls() {
    assertThat(remedyOf("http: server gave HTTP response to HTTPS client"))
        .endsWith(
            "with containerd, server = \"http://r.io\" in /etc/containerd/certs.d/r.io/hosts.toml");
    assertThat(remedyOf("x509: certificate signed by unknown authority"))
        .endsWith(
            "with containerd, ca = \"/PATH/ca.pem\" in /etc/containerd/certs.d/r.io/hosts.toml");
  }

  @Test
  void explainsThatLocalhostIsTheNodeItself() {
    Pod pod = waiting("ErrImagePull", "dial tcp 127.0.0.1:5001: connect: connection refused");
    pod.getStatus().getContainerStatuses().get(0).setImage("localhost:5001/a:1");

    assertThat(evidence.found(pod).remedy())
        .isEqualTo(
            "The nodes cannot reach the registry at this address. On a node, localhost is the node"
                + " itself. If they reach the registry at another address:"
                + " -Ddev.pullRegistry=HOST:PORT");
  }

  private String remedyOf(String words) {
    return evidence.found(waiting("ErrImagePull", words)).remedy();
  }

  @Test
  void backOffReportsThePreviousFailure() {
    assertThat(
            evidence
                .found(
                    waiting(
                        "ImagePullBackOff",
                        "Back-off pulling image \"r.io/a:1\": ErrImagePull: rpc error: code ="
                            + " NotFound desc = r.io/a:1: not found"))
                .why())
        .isEqualTo("r.io/a:1: not found");
  }

  @Test
  void readsTheReasonFromTheEventIfTheContainerOnlyWaits() {
    evidence
        .event("Failed", "hello", "Failed to pull image \"r.io/a:1\": r.io/a:1: not found")
        .event("Pulling", "hello", "Pulling image");

    assertThat(
            evidence
                .found(waiting("ImagePullBackOff", "Back-off pulling image \"r.io/a:1\""))
                .why())
        .isEqualTo("Failed to pull image \"r.io/a:1\": r.io/a:1: not found");
  }
}
