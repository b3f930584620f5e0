package dev.innerloop.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.ImageReference;
import com.sun.net.httpserver.HttpServer;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopbackRegistryTest {

  private static final String DIGEST = "a".repeat(64);

  private final List<String> asked = new ArrayList<>();
  private HttpServer registry;
  private int status = 200;
  private String digest = "sha256:" + DIGEST;

  @BeforeEach
  void answer() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.getResponseHeaders().set("Location", "/v2/elsewhere");
          if (digest != null) {
            exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    registry.start();
  }

  @AfterEach
  void end() {
    registry.stop(0);
  }

  @Test
  void tellsWhatATagNames() throws Exception {
    assertThat(LoopbackRegistry.digest(image())).contains(ContentHash.ofHex(DIGEST));
    assertThat(asked).containsExactly("HEAD /v2/team/shop/manifests/1.0");
  }

  @Test
  void cannotTellWhatTheRegistryDoesNotSay() throws Exception {
    digest = null;
    assertThat(LoopbackRegistry.digest(image())).isEmpty();
  }

  @Test
  void cannotTellByADigestThatIsNone() throws Exception {
    digest = "sha256:../../etc";
    assertThat(LoopbackRegistry.digest(image())).isEmpty();
  }

  @Test
  void leavesItToOthersToLogInToFollowAndToMiss() throws Exception {
    for (int code : List.of(401, 404, 307, 500)) {
      status = code;
      assertThat(LoopbackRegistry.digest(image())).as("%s", code).isEmpty();
    }
    assertThat(asked).hasSize(4).containsOnly("HEAD /v2/team/shop/manifests/1.0");
  }

  @Test
  void leavesItToOthersToSayThatNobodyListens() throws Exception {
    ImageReference image = image();
    registry.stop(0);
    assertThat(LoopbackRegistry.digest(image)).isEmpty();
  }

  @Test
  void speaksPlainHttpIfItAnswersSoBeItThatItWantsALogin() {
    assertThat(LoopbackRegistry.isPlain(host())).isTrue();
    status = 401;
    assertThat(LoopbackRegistry.isPlain(host())).isTrue();
    assertThat(asked).containsOnly("GET /v2/");
  }

  @Test
  void speaksTlsIfPlainHttpIsABadRequestOrNobodyAnswers() {
    status = 400; // what servers that speak TLS answer
    assertThat(LoopbackRegistry.isPlain(host())).isFalse();
    registry.stop(0);
    assertThat(LoopbackRegistry.isPlain(host())).isFalse();
  }

  private String host() {
    return "localhost:" + registry.getAddress().getPort();
  }

  private ImageReference image() throws Exception {
    return ImageReference.parse(host() + "/team/shop:1.0");
  }
}
