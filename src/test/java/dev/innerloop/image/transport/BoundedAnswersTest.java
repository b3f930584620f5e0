package dev.innerloop.image.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.http.HttpResponse;
import org.apache.http.HttpVersion;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.message.BasicHttpResponse;
import org.apache.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.Test;

/** The attacker is a registry, or who has taken its place. */
class BoundedAnswersTest {

  private static final String MANIFEST = "/v2/shop/manifests/1.0";
  private static final String BLOB = "/v2/shop/blobs/sha256:00";

  /** Never ends. */
  private static final InputStream ENDLESS =
      new InputStream() {
        @Override
        public int read() {
          return 'x';
        }
      };

  @Test
  void aManifestWithoutAnEndIsRefused() {
    assertThatThrownBy(() -> answer(MANIFEST, 200, ENDLESS, Duration.ofMinutes(2)).transferTo())
        .isInstanceOf(IOException.class)
        .hasMessage("the registry's answer has more than 1000 bytes");
  }

  @Test
  void soIsAnErrorToABlob() {
    assertThatThrownBy(() -> answer(BLOB, 404, ENDLESS, Duration.ofMinutes(2)).transferTo())
        .hasMessage("the registry's answer has more than 1000 bytes");
  }

  @Test
  void oneThatDoesNotEndInTimeIsRefused() {
    assertThatThrownBy(
            () ->
                answer(MANIFEST, 200, new ByteArrayInputStream(new byte[10]), Duration.ZERO)
                    .transferTo())
        .hasMessage("the registry's answer has not ended within 0 s");
  }

  @Test
  void othersAreReadToTheirEnd() throws IOException {
    byte[] thousand = "x".repeat(1000).getBytes(US_ASCII);
    assertThat(
            answer(MANIFEST, 200, new ByteArrayInputStream(thousand), Duration.ofMinutes(2))
                .transferTo())
        .isEqualTo(1000);
    byte[] layer = new byte[5000];
    assertThat(
            answer(BLOB, 200, new ByteArrayInputStream(layer), Duration.ofMinutes(2)).transferTo())
        .isEqualTo(5000);
  }

  private record Answer(HttpResponse response) {
    long transferTo() throws IOException {
      return response.getEntity().getContent().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static Answer answer(String path, int status, InputStream body, Duration longest) {
    HttpResponse response = new BasicHttpResponse(HttpVersion.HTTP_1_1, status, "");
    response.setEntity(new InputStreamEntity(body));
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(HttpCoreContext.HTTP_REQUEST, new BasicHttpRequest("GET", path));
    new BoundedAnswers(1000, longest).process(response, context);
    return new Answer(response);
  }
}
