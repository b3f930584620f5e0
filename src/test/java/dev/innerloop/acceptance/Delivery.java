package dev.innerloop.acceptance;

import java.util.Locale;

/** How the app gets to its replicas. */
enum Delivery {
  IMAGE,
  DIRECT;

  /** The value of {@code dev.delivery}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
