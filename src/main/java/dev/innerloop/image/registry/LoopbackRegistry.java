package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registry on this machine that allows anonymous access over plain HTTP, as those of local
 * clusters do.
 *
 * <p>It is queried at each start without jib, because loading jib takes almost a second, which is
 * not necessary if nothing has changed.
 */
final class LoopbackRegistry {

  private static final int TIMEOUT_MILLIS = 2_000;
  private static final String MANIFESTS =
      "application/vnd.oci.image.index.v1+json,"
          + "application/vnd.oci.image.manifest.v1+json,"
          + "application/vnd.docker.distribution.manifest.list.v2+json,"
          + "application/vnd.docker.distribution.manifest.v2+json";

  private LoopbackRegistry() {}

  /**
   * The digest of an image's tag, according to the <a
   * href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull">OCI
   * distribution specification</a>.
   *
   * @return empty if it cannot be determined; jib then finds the reason
   */
  static Optional<ContentHash> digest(ImageReference image) {
    try {
      HttpURLConnection request =
          open(
              "http://%s/v2/%s/manifests/%s"
                  .formatted(image.getRegistry(), image.getRepository(), image.getQualifier()));
      request.setRequestMethod("HEAD");
      request.setRequestProperty("Accept", MANIFESTS);
      return request.getResponseCode() == HttpURLConnection.HTTP_OK
          ? hash(request.getHeaderField("Docker-Content-Digest"))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a registry answers over plain HTTP, even if it requires authentication. */
  static boolean isPlain(String registry) {
    try {
      int status = open("http://" + registry + "/v2/").getResponseCode();
      return status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_UNAUTHORIZED;
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpURLConnection open(String url) throws IOException {
    HttpURLConnection request = (HttpURLConnection) new URL(url).openConnection(Proxy.NO_PROXY);
    request.setConnectTimeout(TIMEOUT_MILLIS);
    request.setReadTimeout(TIMEOUT_MILLIS);
    request.setInstanceFollowRedirects(false);
    return request;
  }

  private static Optional<ContentHash> hash(@Nullable String digest) {
    return digest != null && digest.matches("sha256:[0-9a-f]{64}")
        ? Optional.of(ContentHash.ofHex(digest.substring("sha256:".length())))
        : Optional.empty();
  }
}
