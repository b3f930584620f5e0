package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import dev.innerloop.image.content.ImageJson;
import dev.innerloop.image.transport.RegistryHttp;
import dev.innerloop.image.transport.RegistryRetries;
import dev.innerloop.process.DaemonThreads;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Loads the classes for building and pushing images in the background. This takes almost a second,
 * does not depend on the project, and can run while the project is read.
 */
public final class RegistryWarmUp {

  private static final String NOBODY = "localhost";

  private RegistryWarmUp() {}

  /**
   * Starts the warm-up in the background.
   *
   * @param changed a quick estimate of whether there will be something to build or push
   */
  public static void start(BooleanSupplier changed) {
    Thread thread = DaemonThreads.named("dev-image-warm-up", () -> runAsFarAsPossible(changed));
    thread.start();
  }

  private static void runAsFarAsPossible(BooleanSupplier changed) {
    try {
      run(changed);
    } catch (Exception | LinkageError e) {
      // The code that needs these classes reports the error. Usually the goal has failed early and
      // Maven has already closed the plugin's class loader.
    }
  }

  static void run(BooleanSupplier changed) throws Exception {
    ImageJson.parse("{\"manifests\":[1,\"2\"]}".getBytes(UTF_8));
    if (!changed.getAsBoolean()) {
      return; // unnecessary work would slow down the goal
    }
    JsonTemplateMapper.toByteArray(new OciIndexTemplate());
    ImageReference image = ImageReference.of(NOBODY, "none", "none");
    try (RegistrySession session =
        new RegistrySession(
            image,
            Optional.empty(),
            Optional.empty(),
            RegistryHttp.unconnected(NOBODY),
            new RegistryRetries(RegistryRetries.Pause.REAL))) {
      session.findManifest(image.getQualifier());
    } catch (IOException e) {
      // Expected: there is no connection.
    }
  }
}
