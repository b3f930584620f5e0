package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class AttemptTest {

  final Attempt attempt =
      Attempt.toPush(ImageReference.of("registry.example.com", "team/shop", "1"));

  @Test
  void findsTheReasonUnderWhatWasWrappedAroundIt() {
    assertProblem(
        new ExecutionException(new IOException(new SSLHandshakeException("PKIX"))),
        "registry.example.com does not speak TLS that this JVM trusts",
        "If you trust it without: -Ddev.insecure=true\n"
            + "Otherwise add its certificate to the JVM's trust store:"
            + " keytool -importcert -cacerts -file registry.crt");
  }

  @Test
  void aFullDiskIsCalledThat() {
    assertProblem(
        new FileSystemException("target/dev/layers", null, "No space left on device"),
        "the disk is full",
        "Make room, then type the command again.");
  }

  @Test
  void silenceIsNotRefusal() {
    String remedy = "Is a VPN or a proxy needed? Check the name:\n-Ddev.registry=";
    assertProblem(
        new SocketTimeoutException("Read timed out"),
        "registry.example.com does not answer",
        remedy);
    assertProblem(
        new ConnectException("Connection timed out"),
        "registry.example.com does not answer",
        remedy);
  }

  @Test
  void theUnknownIsShownAsItIs() {
    assertProblem(
        new IOException("outer", new IOException("the manifest became 12 on its way")),
        "the manifest became 12 on its way",
        "If this does not explain it, add -X for all there is to know.");
  }

  @Test
  void aProblemThatWasUnderstoodBeforeStaysAsItIs() {
    Problem understood = new Problem("what", "remedy");
    assertThatThrownBy(
            () ->
                attempt.run(
                    () -> {
                      throw new ExecutionException(understood);
                    }))
        .isSameAs(understood);
  }

  @Test
  void dockerHubNeedsNoHostToLogIn() {
    Attempt hub = Attempt.toPull(ImageReference.of(null, "library/secret", "1"));
    assertThatThrownBy(
            () ->
                hub.run(
                    () -> {
                      throw new com.google.cloud.tools.jib.api
                          .RegistryAuthenticationFailedException("h", "i", "denied");
                    }))
        .hasMessage("Cannot pull secret:1: Docker Hub refused the login")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(
            "Check the name with -Ddev.baseImage=, or log in if it is private:\ndocker login");
  }

  @Test
  void anInterruptStaysSet() {
    assertProblem(new InterruptedException(), "it was interrupted", "Type the command again.");
    assertThat(Thread.interrupted()).isTrue();
  }

  private void assertProblem(Exception thrown, String why, String remedy) {
    assertThatThrownBy(
            () ->
                attempt.run(
                    () -> {
                      throw thrown;
                    }))
        .hasMessage("Cannot push registry.example.com/team/shop:1: " + why)
        .hasCauseReference(thrown)
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo(remedy);
  }
}
