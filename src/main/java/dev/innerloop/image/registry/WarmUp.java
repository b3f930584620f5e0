package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import dev.innerloop.image.json.Json;
import dev.innerloop.image.transport.RegistryHttp;
import dev.innerloop.image.transport.Retries;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Loads what images are built and pushed by, in the background: most of a second of the JVM's work,
 * none of which depends on the project, for which the time while that is read is just right.
 */
public final class WarmUp {

  private static final String NOBODY = "localhost";

  private WarmUp() {}

  /**
   * Starts; nobody has to wait for it.
   *
   * @param changed whether there will be something to build or push, as far as that is quickly told
   */
  public static void start(BooleanSupplier changed) {
    Thread thread = new Thread(() -> runAsFarAsPossible(changed), "dev-image-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void runAsFarAsPossible(BooleanSupplier changed) {
    try {
      run(changed);
    } catch (Exception | LinkageError e) {
      // Whoever needs it for real says what is wrong. Most likely nobody does: the goal failed
      // early, and Maven has closed the plugin's class loader meanwhile.
    }
  }

  static void run(BooleanSupplier changed) throws Exception {
    Json.parse("{\"manifests\":[1,\"2\"]}".getBytes(UTF_8));
    if (!changed.getAsBoolean()) {
      return; // what is not needed would only be in the way
    }
    JsonTemplateMapper.toByteArray(new OciIndexTemplate());
    ImageReference image = ImageReference.of(NOBODY, "none", "none");
    try (RegistrySession session =
        new RegistrySession(
            image,
            Optional.empty(),
            Optional.empty(),
            RegistryHttp.unconnected(NOBODY),
            new Retries(Retries.Pause.REAL))) {
      session.findManifest(image.getQualifier());
    } catch (IOException e) {
      // As expected: it is not connected.
    }
  }
}
