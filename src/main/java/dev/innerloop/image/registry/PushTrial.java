package dev.innerloop.image.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.blob.Blobs;
import dev.innerloop.wire.ContentHash;
import java.util.Optional;

/**
 * Finds out whether a registry takes what is pushed, by pushing two bytes: the empty object of
 * JSON, which artifacts of many kinds have in common. Nothing refers to it there, so registries
 * clear it away.
 */
public final class PushTrial {

  private static final String EMPTY = "{}";

  private final Registries registries;

  public PushTrial(Registries registries) {
    this.registries = registries;
  }

  /**
   * Tries it.
   *
   * @param repository with its host
   * @throws dev.innerloop.problem.Problem if it is not taken
   */
  public void in(String repository) {
    ImageReference image;
    try {
      image = ImageReference.parse(repository);
    } catch (InvalidImageReferenceException e) {
      throw new IllegalArgumentException(repository, e);
    }
    Attempt.toPush(image)
        .run(
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
