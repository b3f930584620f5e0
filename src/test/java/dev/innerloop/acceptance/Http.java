package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A browser of few words. */
final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private Http() {}

  /** The body of a successful answer. */
  static String get(String url) throws IOException {
    try {
      HttpResponse<String> response =
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(url + " answers " + response.statusCode() + ": " + response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Await.Abandoned("Interrupted", e);
    }
  }

  /** Polls until the answer contains a text. */
  static void awaitAnswer(String url, String text, Duration atMost) {
    Await.value(
        atMost,
        () -> url + " does not serve \"" + text + "\"",
        () -> {
          String body = get(url);
          if (body.contains(text)) {
            return Optional.of(true);
          }
          throw new AssertionError("but: " + body);
        });
  }
}
