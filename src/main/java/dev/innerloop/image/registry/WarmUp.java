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
    Thread thread = new Thread(() -> runWhileLoaderIsOpen(changed), "dev-image-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void runWhileLoaderIsOpen(BooleanSupplier changed) {
    try {
      run(changed);
    } catch (LinkageError e) {
      // A goal that fails early ends before this: Maven has closed the class loader of the plugin.
    }
  }

  static void run(BooleanSupplier changed) {
    try {
      Json.parse("{\"manifests\":[1,\"2\"]}".getBytes(UTF_8));
      if (!changed.getAsBoolean()) {
        return; // what is not needed would only be in the way
      }
      JsonTemplateMapper.toByteArray(new OciIndexTemplate());
    } catch (IOException e) {
      throw new IllegalStateException("this JVM cannot read JSON", e);
    }
    ImageReference image = ImageReference.of(NOBODY, "none", "none");
    try (RegistrySession session =
        new RegistrySession(
            image,
            Optional.empty(),
            Optional.empty(),
            RegistryHttp.unconnected(NOBODY),
            new Retries(Retries.Pause.REAL))) {
      session.findManifest(image.getQualifier());
    } catch (Exception e) {
      // As expected: it is not connected.
    }
  }
}
