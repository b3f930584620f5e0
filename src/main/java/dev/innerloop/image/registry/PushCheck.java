package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.blob.Blobs;
import dev.innerloop.wire.ContentHash;
import java.util.Optional;

/**
 * Checks that a registry accepts pushes, by pushing two bytes: the empty JSON object, a blob that
 * many artifacts share. No manifest refers to it, so garbage collection removes it.
 */
public final class PushCheck {

  private static final String EMPTY = "{}";

  private final Registries registries;

  public PushCheck(Registries registries) {
    this.registries = registries;
  }

  /**
   * Pushes the blob.
   *
   * @param repository with its host
   * @throws dev.innerloop.problem.Problem if the push fails
   */
  public void run(String repository) {
    ImageReference image;
    try {
      image = ImageReference.parse(repository);
    } catch (InvalidImageReferenceException e) {
      throw new IllegalArgumentException(repository, e);
    }
    RegistryErrors.ofPush(image)
        .translate(
            () -> {
              try (RegistrySession registry = registries.toPush(image, Optional.empty())) {
                registry.push(
                    ContentHash.of(EMPTY.getBytes(UTF_8)),
                    Blobs.from(EMPTY),
                    false,
                    () -> {},
                    sent -> {});
                return EMPTY;
              }
            });
  }
}
