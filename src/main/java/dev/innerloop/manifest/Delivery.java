package dev.innerloop.manifest;

import java.util.Locale;
import java.util.Optional;

/** How the app is delivered to its replicas. */
public enum Delivery {
  /** The image contains the app. */
  IMAGE,
  /** The image contains a Java runtime; a session sends the app. */
  DIRECT;

  /** The value in resources and parameters. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Delivery> of(String word) {
    for (Delivery delivery : values()) {
      if (delivery.word().equals(word)) {
        return Optional.of(delivery);
      }
    }
    return Optional.empty();
  }
}
