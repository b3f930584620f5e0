package dev.innerloop.image.base;

/** Receives the events of reading base images. */
public interface BaseListener {

  /** The manifest and configuration of an image are read from its registry. */
  default void readingImage(String reference) {}
}
