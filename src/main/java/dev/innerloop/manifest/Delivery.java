package dev.innerloop.manifest;

import java.util.Locale;
import java.util.Optional;

/** How an app's content gets to its replicas. */
public enum Delivery {
  /** The image holds the app. */
  IMAGE,
  /** The image holds a Java runtime; the app is sent by a session. */
  DIRECT;

  /** As it is written in resources and parameters. */
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
