package dev.innerloop.cluster.discovery;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Two clocks, read at about the same time.
 *
 * @param server empty if the server does not report its time
 * @param here the middle of the request's duration
 */
public record ClockReading(Optional<Instant> server, Instant here) {

  /** Servers report whole seconds. */
  private static final Duration ROUNDED = Duration.ofMillis(500);

  static ClockReading of(KubernetesClient client) {
    HttpClient http = client.getHttpClient();
    Instant before = Instant.now();
    HttpResponse<String> answer;
    try {
      answer =
          http.sendAsync(
                  http.newHttpRequestBuilder()
                      .uri(URI.create(client.getMasterUrl() + "version").toString())
                      .build(),
                  String.class)
              .join();
    } catch (CompletionException e) {
      throw KubernetesClientException.launderThrowable(e.getCause());
    }
    Duration took = Duration.between(before, Instant.now());
    return new ClockReading(date(answer.header("Date")), before.plus(took.dividedBy(2)));
  }

  private static Optional<Instant> date(String text) {
    try {
      return text == null
          ? Optional.empty()
          : Optional.of(
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                  .toInstant()
                  .plus(ROUNDED));
    } catch (DateTimeException e) {
      return Optional.empty(); // a date that some proxy sent
    }
  }

  /** How far the server's clock is ahead of this machine's; negative if it is behind. */
  public Optional<Duration> ahead() {
    return server.map(time -> Duration.between(here, time));
  }
}
