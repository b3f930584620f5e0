package dev.innerloop.acceptance;

import dev.innerloop.manifest.DevOverlay;
import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The clinic as {@code java -cp} starts it, in the pods in which dev mode runs it. */
final class PlainBoot {

  private static final int PORT = 18_080;
  private static final Duration STARTED = Duration.ofMinutes(2);
  private static final Pattern LINE = Pattern.compile("process running for ([0-9.]+)\\)");

  private PlainBoot() {}

  /** In all pods at once, as an update does it; what counts is the first. */
  static Samples measure(Namespace namespace, int rounds) {
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<CompletableFuture<Double>> boots =
          namespace.pods(ClinicSession.APP).stream()
              .map(pod -> CompletableFuture.supplyAsync(() -> boot(namespace, pod)))
              .toList();
      millis.add(boots.stream().mapToDouble(CompletableFuture::join).min().orElseThrow());
    }
    return new Samples(millis);
  }

  private static double boot(Namespace namespace, Pod pod) {
    String java = pod.getSpec().getContainers().get(0).getCommand().get(0);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (ExecWatch process =
        namespace
            .client()
            .pods()
            .inNamespace(namespace.name())
            .withName(pod.getMetadata().getName())
            .writingOutput(output)
            .writingError(output)
            .exec(
                java,
                "-XX:MaxRAMPercentage=35", // the app of the session runs beside it
                "-cp",
                DevOverlay.WORKSPACE + "/classes:" + DevOverlay.WORKSPACE + "/lib/*",
                "com.example.clinic.ClinicApplication",
                "--server.port=" + PORT,
                "--management.endpoint.shutdown.access=unrestricted",
                "--management.endpoints.web.exposure.include=shutdown")) {
      double millis =
          Await.value(
              STARTED,
              () -> "it does not start:\n" + output.toString(StandardCharsets.UTF_8),
              () -> {
                Matcher line = LINE.matcher(output.toString(StandardCharsets.UTF_8));
                return line.find()
                    ? Optional.of(Double.parseDouble(line.group(1)) * 1000)
                    : Optional.empty();
              });
      namespace
          .client()
          .raw(
              "/api/v1/namespaces/%s/pods/%s:%d/proxy/actuator/shutdown"
                  .formatted(namespace.name(), pod.getMetadata().getName(), PORT),
              "POST",
              "");
      return millis;
    }
  }
}
